"""The engine room: the one place that touches WeasyPrint's insides; everybody else sees our own
values.
"""
