"""What lies under the schools: own layers, relief, tiles, a reviewed map."""

from optimizer.report.map.base.model import MapBase, Relief, StandardMap, Tiles

__all__ = ["MapBase", "Relief", "StandardMap", "Tiles"]
