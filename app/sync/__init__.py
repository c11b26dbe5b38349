"""交換ファイル: keys, packages, and where they are put. The merge is the journal's."""
