"""Screen: Qt windows, pages and forms over the services."""
