"use strict";
// What one sees: the shapes of the model in MuJoCo's coordinates (z up), a floor with a grid, sky and light.

const HORIZON = "#cfdbe4";
const SKY = "#6f9ac4";
/** Width of the squares on the floor (m). */
const SQUARE = 0.5;
/** Angle (degrees) that the picture covers at least, from side to side and from top to bottom. */
const FIELD_OF_VIEW = 45;
/** How near to the robot's centre a click pushes it (m). */
const REACH = 0.4;

class View {
  /** Throws where the browser has no WebGL. */
  constructor(canvas, walker) {
    this.canvas = canvas;
    this.walker = walker;
    this.renderer = new parts.WebGLRenderer({ canvas, antialias: true });
    this.renderer.shadowMap.enabled = true;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.scene = new parts.Scene();
    this.scene.fog = new parts.Fog(HORIZON, 6, 30);
    this.camera = new parts.PerspectiveCamera(FIELD_OF_VIEW, 1, 0.05, 100);
    this.camera.up.set(0, 0, 1);
    this.camera.position.set(-1.3, -1.7, 0.6);
    this.orbit = new parts.OrbitControls(this.camera, canvas);
    Object.assign(this.orbit, { enablePan: false, minDistance: 0.7, maxDistance: 8, maxPolarAngle: 1.5 });
    this.sky = sky();
    this.floor = floor(this.renderer.capabilities.getMaxAnisotropy());
    this.sun = sun();
    this.shapes = shapes(walker);
    const light = new parts.HemisphereLight("#ffffff", "#8d99a6", 1.6);
    this.scene.add(this.sky, this.floor, this.sun, this.sun.target, light, ...this.shapes.values());
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const size = this.renderer.getSize(new parts.Vector2());
    if (size.x !== width || size.y !== height) {
      this.renderer.setSize(width, height, false);
      this.camera.aspect = width / height;
      const half = Math.tan((FIELD_OF_VIEW * Math.PI) / 360) / Math.min(1, this.camera.aspect);
      this.camera.fov = (360 / Math.PI) * Math.atan(half);
      this.camera.updateProjectionMatrix();
    }
    this.placeShapes();
    this.followRobot();
    this.renderer.render(this.scene, this.camera);
  }

  /** Draw fewer pixels: a computer without a graphics card has no time for all of them. */
  coarsen() {
    this.renderer.setPixelRatio(Math.max(this.renderer.getPixelRatio() / 2, 0.5));
  }

  placeShapes() {
    const { geom_xpos: position, geom_xmat: rotation } = this.walker.data;
    for (const [geom, shape] of this.shapes) {
      const p = position.subarray(3 * geom, 3 * geom + 3);
      const r = rotation.subarray(9 * geom, 9 * geom + 9);
      shape.matrix.set(r[0], r[1], r[2], p[0], r[3], r[4], r[5], p[1], r[6], r[7], r[8], p[2], 0, 0, 0, 1);
    }
  }

  followRobot() {
    const base = new parts.Vector3(...this.walker.state.qpos.slice(0, 3));
    const moved = base.clone().sub(this.orbit.target);
    this.camera.position.add(moved);
    this.orbit.target.copy(base);
    this.orbit.update();
    this.sky.position.copy(base);
    this.sun.position.copy(base).add(new parts.Vector3(-1, 1.5, 4));
    this.sun.target.position.copy(base);
    const step = 2 * SQUARE; // the pattern repeats
    this.floor.position.set(Math.round(base.x / step) * step, Math.round(base.y / step) * step, 0);
  }

  /** Direction in the plane in which a click at a place of the window pushes the robot, null beside the robot. */
  pushAt(x, y) {
    const box = this.canvas.getBoundingClientRect();
    const place = new parts.Vector2((2 * (x - box.left)) / box.width - 1, 1 - (2 * (y - box.top)) / box.height);
    const caster = new parts.Raycaster();
    caster.setFromCamera(place, this.camera);
    if (caster.ray.distanceToPoint(this.orbit.target) > REACH) return null;
    const length = Math.hypot(caster.ray.direction.x, caster.ray.direction.y);
    return [caster.ray.direction.x / length, caster.ray.direction.y / length];
  }
}

/** A mesh for each shape of the robot that MuJoCo itself would show, by the number of its geom. */
function shapes({ model, mujoco }) {
  const meshes = new Map();
  for (let geom = 0; geom < model.ngeom; geom++) {
    const [material, body] = [model.geom_matid[geom], model.geom_bodyid[geom]];
    const rgba = material < 0 ? model.geom_rgba : model.mat_rgba;
    const [red, green, blue, alpha] = rgba.slice(4 * (material < 0 ? geom : material)).slice(0, 4);
    if (body === 0 || model.geom_group[geom] > 2 || alpha === 0) continue;
    const color = new parts.Color().setRGB(red, green, blue, parts.SRGBColorSpace);
    const surface = new parts.MeshStandardMaterial({ color, opacity: alpha, transparent: alpha < 1, roughness: 0.55 });
    const mesh = new parts.Mesh(shape(model, mujoco.mjtGeom, geom), surface);
    mesh.castShadow = mesh.receiveShadow = true;
    mesh.matrixAutoUpdate = mesh.frustumCulled = false;
    meshes.set(geom, mesh);
  }
  return meshes;
}

function shape(model, kinds, geom) {
  const [x, y, z] = model.geom_size.slice(3 * geom, 3 * geom + 3);
  switch (model.geom_type[geom]) {
    case kinds.mjGEOM_SPHERE.value:
      return new parts.SphereGeometry(x, 24, 16);
    case kinds.mjGEOM_ELLIPSOID.value:
      return new parts.SphereGeometry(1, 24, 16).scale(x, y, z);
    case kinds.mjGEOM_CAPSULE.value:
      return new parts.CapsuleGeometry(x, 2 * y, 8, 24).rotateX(Math.PI / 2);
    case kinds.mjGEOM_CYLINDER.value:
      return new parts.CylinderGeometry(x, x, 2 * y, 24).rotateX(Math.PI / 2);
    case kinds.mjGEOM_BOX.value:
      return new parts.BoxGeometry(2 * x, 2 * y, 2 * z);
    default:
      return triangles(model, model.geom_dataid[geom]);
  }
}

/** The surface of a mesh of the model. */
function triangles(model, mesh) {
  const part = (all, start, count) => all.slice(3 * start[mesh], 3 * (start[mesh] + count[mesh]));
  const geometry = new parts.BufferGeometry();
  const vertices = part(model.mesh_vert, model.mesh_vertadr, model.mesh_vertnum);
  geometry.setAttribute("position", new parts.Float32BufferAttribute(vertices, 3));
  geometry.setIndex([...part(model.mesh_face, model.mesh_faceadr, model.mesh_facenum)]);
  geometry.computeVertexNormals();
  return geometry;
}

/** Squares in two greys between thin lines. */
function floor(anisotropy) {
  const texture = painted(256, 256, (context) => {
    for (const [x, y] of [[0, 0], [0, 128], [128, 0], [128, 128]]) {
      context.fillStyle = x === y ? "#7d8894" : "#8c98a4";
      context.fillRect(x, y, 128, 128);
      context.strokeStyle = "#e3e9ee";
      context.strokeRect(x, y, 128, 128);
    }
  });
  const width = 80;
  texture.wrapS = texture.wrapT = parts.RepeatWrapping;
  texture.repeat.setScalar(width / (2 * SQUARE));
  texture.anisotropy = anisotropy;
  const plane = new parts.Mesh(
    new parts.PlaneGeometry(width, width),
    new parts.MeshStandardMaterial({ map: texture, roughness: 1 }),
  );
  plane.receiveShadow = true;
  return plane;
}

/** A ball around everything, of the colour of the horizon below and of the sky above. */
function sky() {
  const texture = painted(1, 256, (context) => {
    const gradient = context.createLinearGradient(0, 0, 0, 256);
    gradient.addColorStop(0.2, SKY);
    gradient.addColorStop(0.5, HORIZON);
    context.fillStyle = gradient;
    context.fillRect(0, 0, 1, 256);
  });
  const surface = new parts.MeshBasicMaterial({ map: texture, side: parts.BackSide, fog: false, depthWrite: false });
  return new parts.Mesh(new parts.SphereGeometry(60, 16, 32).rotateX(Math.PI / 2), surface);
}

function painted(width, height, paint) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  paint(canvas.getContext("2d"));
  const texture = new parts.CanvasTexture(canvas);
  texture.colorSpace = parts.SRGBColorSpace;
  return texture;
}

function sun() {
  const light = new parts.DirectionalLight("#ffffff", 2.2);
  light.castShadow = true;
  light.shadow.mapSize.setScalar(1024);
  Object.assign(light.shadow.camera, { left: -1.5, right: 1.5, top: 1.5, bottom: -1.5, near: 1, far: 8 });
  return light;
}
