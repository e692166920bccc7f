"""What strangers type: values that try to run, to hide, to break out or to break the page, through the whole app."""
