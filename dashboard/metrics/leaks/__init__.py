"""Where fewer leads went on than comparable ones did: found, sized and told apart from chance."""
