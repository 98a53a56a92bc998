"""Valhalla, embedded: the road engine for OSM extracts.

It knows turns and is a second search over the same roads. Its roads are written from
the own road graph (:mod:`.extract`), so that speed model, scenarios and closures are
the same for both engines; tiles are built once for each content (:mod:`.tiles`).
"""
