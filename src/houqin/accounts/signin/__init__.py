"""Signing in by WeCom, DingTalk, Feishu or OpenID Connect.

Loaded when somebody first does so: allauth's clients weigh more than the rest of signing in.
"""
