"""A stand-in for the payment gateway: a real HTTP server that moves no money.

The adapter cannot tell it from the gateway.  It needs no Django, keeps its own ledger of truth
and can be told to answer wrongly, late or not at all.
"""
