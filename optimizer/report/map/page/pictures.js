// Pictures on the ground: relief, and a reviewed map shown as it is. They are drawn
// into the canvas of the ground, at their place among its lines and areas.

var Picture = L.Polygon.extend({
  options: { interactive: false, noClip: true, stroke: false, fill: false },

  // Corners: north-west, north-east, south-east, south-west.
  initialize: function (source, corners, options) {
    L.Polygon.prototype.initialize.call(this, corners, options);
    this._corners = corners;
    this._isReady = false;
    this._image = new Image();
    this._image.onload = L.bind(function () {
      this._isReady = true;
      if (this._map) this.redraw();
    }, this);
    this._image.src = source;
  },

  _updatePath: function () {
    var canvas = this._renderer;
    if (!this._isReady || !canvas._drawing) return;
    var map = this._map;
    var at = this._corners.map(function (p) { return map.latLngToLayerPoint(p); });
    var across = at[1].subtract(at[0]).add(at[2].subtract(at[3])).divideBy(2);
    var down = at[3].subtract(at[0]).add(at[2].subtract(at[1])).divideBy(2);
    var middle = at[0].add(at[1]).add(at[2]).add(at[3]).divideBy(4);
    var start = middle.subtract(across.add(down).divideBy(2));
    var width = this._image.naturalWidth;
    var height = this._image.naturalHeight;
    var ink = canvas._ctx;
    ink.save();
    ink.globalAlpha = 1;
    ink.imageSmoothingQuality = "high";
    ink.transform(across.x / width, across.y / width, down.x / height,
      down.y / height, start.x, start.y);
    ink.drawImage(this._image, 0, 0);
    ink.restore();
  },
});

// The page holds base64 with "-" for "/".
function dataUri(kind, data) {
  return "data:image/" + kind + ";base64," + data.replace(/-/g, "/");
}

function reliefLayer(relief, canvas) {
  var sw = relief.bounds[0];
  var ne = relief.bounds[1];
  var corners = [[ne[0], sw[1]], ne, [sw[0], ne[1]], sw];
  return L.layerGroup([
    new Picture(dataUri("png", relief.png), corners, { renderer: canvas }),
  ]);
}

function standardMap(image, canvas) {
  return L.layerGroup([
    new Picture(dataUri(image.mime, image.data), image.corners, { renderer: canvas }),
  ]);
}
