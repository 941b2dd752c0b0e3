"""Page images, and the engines that recognise the text on them."""
