import pytest

from largesse.config import Config, Settled, settle, shown
from largesse.core.errors import Invalid

FILE = "workers = 3\nlisten_host = 'shop.example'"


def problems(environment: dict[str, str], file: str | None = None) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        settle(environment, file, "shop.toml")
    return [(problem.path, problem.code) for problem in caught.value.problems]


def test_nothing_set_gives_the_defaults():
    assert settle({}, None) == Settled(Config(), {})


def test_the_command_line_goes_before_the_environment_and_that_before_the_file():
    environment = {"LARGESSE_WORKERS": "5", "LARGESSE_LISTEN_PORT": "9000", "PATH": "/bin"}
    settled = settle(environment, FILE, "shop.toml", {"listen_port": 0, "data": None})
    assert settled.config == Config(workers=5, listen_port=0, listen_host="shop.example")
    assert settled.origins == {
        "workers": "LARGESSE_WORKERS",
        "listen_port": "the command line",
        "listen_host": "shop.toml",
    }


def test_an_empty_variable_is_as_good_as_none():
    assert settle({"LARGESSE_WORKERS": "", "LARGESSE_DATA": ""}, None).config == Config()


def test_every_fault_is_named_with_its_place_at_once():
    environment = {"LARGESSE_WORKERS": "many", "LARGESSE_LISTEN_PORT": "70000"}
    assert problems(environment, "data = 3\nspeed = 9") == [
        ("shop.toml: data", "wrong_type"),
        ("shop.toml: speed", "unknown_setting"),
        ("LARGESSE_LISTEN_PORT", "out_of_range"),
        ("LARGESSE_WORKERS", "wrong_type"),
    ]


def test_a_file_that_is_no_toml_is_one_fault():
    assert problems({}, "workers =") == [("shop.toml", "malformed")]


def test_a_number_in_the_file_is_written_as_a_number():
    assert problems({}, "workers = '3'") == [("shop.toml: workers", "wrong_type")]


def test_a_variable_that_is_nearly_a_setting_is_a_fault_and_others_are_not_ours():
    others = {"LARGESSE_SERVICE_HOST": "10.0.0.1", "LARGESSE_PORT": "tcp://10.0.0.1:80", "LARGESSE_CONFIG": "x"}
    assert settle(others, None).config == Config()
    assert problems(others | {"LARGESSE_WORKRES": "3"}) == [("LARGESSE_WORKRES", "unknown_setting")]


def test_what_a_variable_says_is_quoted_when_it_does_not_fit():
    with pytest.raises(Invalid, match="got 'many'"):
        settle({"LARGESSE_WORKERS": "many"}, None)


def test_text_stays_text_whatever_it_looks_like():
    assert settle({"LARGESSE_DATA": "null", "LARGESSE_DATABASE_USER": "7"}, None).config == Config(
        data="null", database_user="7"
    )


def test_secrets_are_hidden_when_settings_are_shown():
    text = dict(shown(Config(database_url="postgresql://app:hush@db/shop", listen_port=1)))
    assert text["database_url"] == "(hidden)"
    assert text["listen_port"] == "1"
    assert "hush" not in str(text)
