"""The schema, step by step. A step that was released is never changed; the next one is added."""
