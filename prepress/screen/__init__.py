"""What every edition on a screen is made of: documents, their stylesheet and their fonts."""
