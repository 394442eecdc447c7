"""Whatever strangers send: texts and files made at random, which must neither break the tool nor
what it makes.
"""
