// What the page takes from others, as the members of one global object `parts`.
export { default as loadMujoco } from "@mujoco/mujoco";
export { OrbitControls } from "three/addons/controls/OrbitControls.js";
export {
  BackSide, BoxGeometry, BufferGeometry, CanvasTexture, CapsuleGeometry, Color, CylinderGeometry, DirectionalLight,
  Float32BufferAttribute, Fog, HemisphereLight, Mesh, MeshBasicMaterial, MeshStandardMaterial, PerspectiveCamera, PlaneGeometry,
  Raycaster, RepeatWrapping, Scene, SphereGeometry, SRGBColorSpace, Vector2, Vector3, WebGLRenderer,
} from "three";
