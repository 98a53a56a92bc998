"""Rules and formats of a county's project folder: versions, stages, the log.

A project folder holds plain files that an office can back up and read::

    恩施市/
      log.jsonl    one entry a line (:mod:`optimizer.project.log`), chained by SHA-256
      log.head     number and hash of the last entry: tells lines lost at the end
      v1/          a plan folder as ``alliance plan`` writes it, and version.json
      v2/ ...      (:mod:`optimizer.project.version_file`)

The log is what counts: a folder ``vN`` that is not in the log is no version. What
people add to a version (:data:`optimizer.project.version_file.ADDED`) is no part of
it; a stage notes the digests of what it was judged by.
"""
