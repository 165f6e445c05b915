"""Forms: dialogs in which a person enters one thing."""
