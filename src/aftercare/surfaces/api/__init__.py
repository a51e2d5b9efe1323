"""The REST API, version 1: one file or folder for each noun, on a frame they share.

`nouns` turns a function into an operation, `calls` tells who calls, `problems` says no, `answers` writes JSON,
`lists` turns pages, `openapi` prints the contract. The addresses are in `urls`.
"""
