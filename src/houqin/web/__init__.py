"""The page frame, Today, navigation, sign-in, and what the browser installs."""
