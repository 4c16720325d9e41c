"""Other systems beside ours; each module but `compare` is run by the Python of one of them."""
