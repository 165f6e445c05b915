"""What is agreed with the customer after the authorisation: supplements, waiting, delays."""

from garage.ui.forms.order_run import Secondary

MORE: tuple[Secondary, ...] = ()
"""Beside the road, in the order of the menu."""
