// Draws what "Adjust" makes of a picture by WebGL 2: each slider is felt at once.

import { amounts, curves, fineDetail, unitOf } from './develop.js';

const corners = `#version 300 es
void main() {
  gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0, 1);
}`;

const program = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D source, curves, fine;
uniform float highlights, shadows, saturation, vibrance, sharp, vignette, grain, grains;
uniform ivec2 size;
out vec4 result;

const float dark = 0.04;

float luma(vec3 colour) {
  return dot(colour, vec3(0.2126, 0.7152, 0.0722));
}

float lattice(ivec2 at) {
  uint mixed = (uint(at.x) * 0x9E3779B1u) ^ (uint(at.y) * 0x85EBCA77u);
  mixed = (mixed ^ (mixed >> 15)) * 0x2C1B3C6Du;
  mixed = (mixed ^ (mixed >> 12)) * 0x297A2D39u;
  mixed ^= mixed >> 15;
  return (float((mixed & 255u) + ((mixed >> 8) & 255u) + ((mixed >> 16) & 255u) + (mixed >> 24)) - 510.0) / 147.8;
}

float noise(vec2 at) {
  ivec2 cell = ivec2(floor(at));
  vec2 part = at - floor(at);
  float upper = mix(lattice(cell), lattice(cell + ivec2(1, 0)), part.x);
  float lower = mix(lattice(cell + ivec2(0, 1)), lattice(cell + ivec2(1, 1)), part.x);
  return mix(upper, lower, part.y);
}

vec3 relight(vec3 colour) {
  float light = clamp(luma(colour), 0.0, 1.0);
  float raised = clamp(light + light * (1.0 - light) * (1.0 - light) * (1.0 - light) * shadows, 0.0, 1.0);
  raised += highlights * raised * raised * (1.0 - raised);
  return (colour + dark) * ((raised + dark) / (light + dark)) - dark;
}

vec3 recolour(vec3 colour) {
  float spread = clamp(max(colour.r, max(colour.g, colour.b)) - min(colour.r, min(colour.g, colour.b)), 0.0, 1.0);
  vec2 hue = vec2(colour.r - 0.5 * (colour.g + colour.b), 0.866 * (colour.g - colour.b));
  float skin = max(0.0, dot(hue, vec2(0.906, 0.423)) / max(1e-4, length(hue)));
  float vivid = vibrance * (1.0 - spread) * (1.0 - 0.5 * skin * skin);
  return mix(vec3(luma(colour)), colour, max(0.0, (1.0 + saturation) * (1.0 + vivid)));
}

void main() {
  ivec2 at = ivec2(int(gl_FragCoord.x), size.y - 1 - int(gl_FragCoord.y));
  vec4 from = texelFetch(source, at, 0);
  ivec3 level = ivec3(from.rgb * 255.0 + 0.5);
  vec3 colour = vec3(
    texelFetch(curves, ivec2(level.r, 0), 0).r, texelFetch(curves, ivec2(level.g, 0), 0).g, texelFetch(curves, ivec2(level.b, 0), 0).b);
  if (highlights != 0.0 || shadows != 0.0) colour = relight(colour);
  if (saturation != 0.0 || vibrance != 0.0) colour = recolour(colour);
  if (sharp > 0.0) colour += sharp * texelFetch(fine, at, 0).r;
  vec2 place = (vec2(at) + 0.5) / vec2(size) * 2.0 - 1.0;
  float away = sqrt(dot(place, place) / 2.0);
  colour *= 1.0 - vignette * away * away * away;
  if (grain > 0.0) {
    float light = clamp(luma(colour), 0.0, 1.0);
    colour += grain * (0.35 + 2.6 * light * (1.0 - light)) * noise((vec2(at) + 0.5) * grains - 0.5);
  }
  result = vec4(clamp(colour, 0.0, 1.0), from.a);
}`;

/** @returns what draws, or null where there is no WebGL 2. */
export function glDeveloper(canvas, image, picture) {
  const gl = canvas.getContext('webgl2', { premultipliedAlpha: false, preserveDrawingBuffer: true, antialias: false, depth: false });
  if (!gl) return null;
  const made = build(gl);
  if (!made) return null;
  const { width, height } = canvas;
  const place = name => gl.getUniformLocation(made, name);
  gl.useProgram(made);
  gl.bindVertexArray(gl.createVertexArray());
  ['source', 'curves', 'fine'].forEach((name, unit) => gl.uniform1i(place(name), unit));
  gl.uniform2i(place('size'), width, height);
  gl.uniform1f(place('grains'), picture.width / width / unitOf(picture));
  for (const unit of [gl.TEXTURE0, gl.TEXTURE1, gl.TEXTURE2]) {
    gl.activeTexture(unit);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
    for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
  }
  const fill = (unit, ...pixels) => {
    gl.activeTexture(unit);
    gl.texImage2D(gl.TEXTURE_2D, 0, ...pixels);
  };
  fill(gl.TEXTURE0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, image.data);
  let hasDetail = false;

  return {
    draw(how) {
      if (gl.isContextLost()) return;
      fill(gl.TEXTURE1, gl.RGBA32F, 256, 1, 0, gl.RGBA, gl.FLOAT, curves(how));
      if (how.sharpness && !hasDetail) {
        hasDetail = true;
        fill(gl.TEXTURE2, gl.R32F, width, height, 0, gl.RED, gl.FLOAT, fineDetail(image, picture));
      }
      for (const [name, amount] of Object.entries(amounts(how))) gl.uniform1f(place(name), amount);
      gl.viewport(0, 0, width, height);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    },
    close: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}

function build(gl) {
  const made = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, corners], [gl.FRAGMENT_SHADER, program]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  }
  gl.linkProgram(made);
  return gl.getProgramParameter(made, gl.LINK_STATUS) ? made : null;
}
