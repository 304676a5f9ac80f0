"""What may be wrong with a campaign that makes sense: one check per file, found by a scan of this folder."""
