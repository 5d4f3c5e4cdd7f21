"""The checks of Recoupe; the folders mirror builder/."""
