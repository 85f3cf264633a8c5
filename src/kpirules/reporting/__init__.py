"""Records out, as people and programs take them.

Comes in: a declaration or an assessment. Goes out: text, a sheet to fill in, or a file that is whole or not
there. Not its job: deciding anything.
"""
