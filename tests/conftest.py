"""Whatever the test needs from the whole suite stands here."""
