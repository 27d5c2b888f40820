// Makes the pages nicer; none needs it.
