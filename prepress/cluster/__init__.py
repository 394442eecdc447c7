"""Cluster: the tasks of a build carried out on other machines, which need nothing of the project
but what travels with the tasks.
"""
