"""The maker of the demo shop: models, photographs and data, all from code and one seed."""
