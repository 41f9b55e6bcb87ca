"""What Indonesian words, sentences and conditions mean to the clause finder; the knowledge itself is words.yml."""
