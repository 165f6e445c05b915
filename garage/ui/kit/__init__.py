"""Kit: Qt parts that know nothing about cars."""
