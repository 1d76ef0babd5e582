// renderer.ts: draws ImGui's lists with WebGL 1. Holds nothing that cannot be lost: the module offers the texture again.
//
// [X] partial texture updates  [X] lost and restored contexts  [X] release on close (pages get few contexts, web-ui A7)
// [ ] user callbacks, several textures: the module has one
import type { Core } from './core.js';

const kVertexShader = `attribute vec2 p,u;attribute vec4 c;uniform vec2 s;varying vec2 v;varying vec4 k;
void main(){v=u;k=c;gl_Position=vec4(p*s+vec2(-1.,1.),0.,1.);}`;
const kFragmentShader = `precision mediump float;varying vec2 v;varying vec4 k;uniform sampler2D t;
void main(){gl_FragColor=k*texture2D(t,v);}`;
const kVertexBytes = 20;

// WebGL's constants by their own names, as numbers in what is shipped: the names would cost 200 bytes on the wire.
const enum GL {
  VERTEX_SHADER = 0x8B31, FRAGMENT_SHADER = 0x8B30, LINK_STATUS = 0x8B82, ARRAY_BUFFER = 0x8892,
  ELEMENT_ARRAY_BUFFER = 0x8893, TEXTURE_2D = 0x0DE1, TEXTURE_WRAP_S = 0x2802, TEXTURE_WRAP_T = 0x2803,
  CLAMP_TO_EDGE = 0x812F, TEXTURE_MIN_FILTER = 0x2801, TEXTURE_MAG_FILTER = 0x2800, LINEAR = 0x2601, BLEND = 0x0BE2,
  SRC_ALPHA = 0x0302, ONE_MINUS_SRC_ALPHA = 0x0303, ONE = 0x0001, SCISSOR_TEST = 0x0C11, STREAM_DRAW = 0x88E0,
  FLOAT = 0x1406, UNSIGNED_BYTE = 0x1401, TRIANGLES = 0x0004, UNSIGNED_SHORT = 0x1403, RGBA = 0x1908,
}

export class Renderer {
  readonly #gl: WebGLRenderingContext;
  #scale: WebGLUniformLocation | null = null;

  private constructor(gl: WebGLRenderingContext) {
    this.#gl = gl;
  }

  /** Null: no WebGL here, or one that cannot compile two small shaders. */
  static create(canvas: HTMLCanvasElement): Renderer | null {
    const gl = canvas.getContext('webgl', {
      alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'low-power',
    });
    if (!gl || gl.isContextLost()) return null;
    const renderer = new Renderer(gl);
    if (renderer.setUp()) return renderer;
    renderer.release();
    return null;
  }

  /** Also after `webglcontextrestored`; then the core must be told that the texture is gone. */
  setUp(): boolean {
    const gl = this.#gl;
    const program = gl.createProgram();
    const kinds = [[GL.VERTEX_SHADER, kVertexShader], [GL.FRAGMENT_SHADER, kFragmentShader]] as const;
    for (const [kind, source] of kinds) {
      const shader = gl.createShader(kind);
      if (!program || !shader) return false;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    if (!program) return false;
    for (let i = 0; i < 3; i++) gl.bindAttribLocation(program, i, 'puc'[i]!);
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, GL.LINK_STATUS)) return false;
    gl.useProgram(program);
    this.#scale = gl.getUniformLocation(program, 's');

    gl.bindBuffer(GL.ARRAY_BUFFER, gl.createBuffer());
    gl.bindBuffer(GL.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    for (let i = 0; i < 3; i++) gl.enableVertexAttribArray(i);
    gl.bindTexture(GL.TEXTURE_2D, gl.createTexture());
    for (const side of [GL.TEXTURE_WRAP_S, GL.TEXTURE_WRAP_T]) gl.texParameteri(GL.TEXTURE_2D, side, GL.CLAMP_TO_EDGE);
    for (const filter of [GL.TEXTURE_MIN_FILTER, GL.TEXTURE_MAG_FILTER]) gl.texParameteri(GL.TEXTURE_2D, filter, GL.LINEAR);
    gl.enable(GL.BLEND); // straight alpha in; the canvas itself is opaque
    gl.blendFuncSeparate(GL.SRC_ALPHA, GL.ONE_MINUS_SRC_ALPHA, GL.ONE, GL.ONE_MINUS_SRC_ALPHA);
    gl.enable(GL.SCISSOR_TEST);
    return true;
  }

  draw(core: Core): void {
    const gl = this.#gl;
    if (gl.isContextLost()) return;
    const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
    this.#textures(core);
    gl.viewport(0, 0, width, height);
    gl.uniform2f(this.#scale, 2 / width, -2 / height);
    for (const list of core.drawLists()) {
      gl.bufferData(GL.ARRAY_BUFFER, list.vertices, GL.STREAM_DRAW);
      gl.bufferData(GL.ELEMENT_ARRAY_BUFFER, list.indices, GL.STREAM_DRAW);
      const c = list.commands;
      for (let i = 0; i < c.length; i += 7) {
        const [x0, y0, x1, y1] = [clamp(c[i]!, width), clamp(c[i + 1]!, height), clamp(c[i + 2]!, width), clamp(c[i + 3]!, height)];
        if (x1 <= x0 || y1 <= y0) continue;
        const base = c[i + 6]! * kVertexBytes;
        gl.vertexAttribPointer(0, 2, GL.FLOAT, false, kVertexBytes, base);
        gl.vertexAttribPointer(1, 2, GL.FLOAT, false, kVertexBytes, base + 8);
        gl.vertexAttribPointer(2, 4, GL.UNSIGNED_BYTE, true, kVertexBytes, base + 16);
        gl.scissor(x0, height - y1, x1 - x0, y1 - y0);
        gl.drawElements(GL.TRIANGLES, c[i + 4]!, GL.UNSIGNED_SHORT, c[i + 5]! * 2);
      }
    }
  }

  /** Gives the context back at once instead of waiting for the collector. */
  release(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  #textures(core: Core): void {
    const gl = this.#gl;
    for (let t = core.texture(); t; t = core.texture()) {
      const row = t.width * 4;
      let pixels = t.pixels;
      if (t.pitch !== row) { // WebGL 1 has no row length
        pixels = new Uint8Array(row * t.height);
        for (let y = 0; y < t.height; y++) pixels.set(t.pixels.subarray(y * t.pitch, y * t.pitch + row), y * row);
      }
      if (t.whole) gl.texImage2D(GL.TEXTURE_2D, 0, GL.RGBA, t.width, t.height, 0, GL.RGBA, GL.UNSIGNED_BYTE, pixels);
      else gl.texSubImage2D(GL.TEXTURE_2D, 0, t.x, t.y, t.width, t.height, GL.RGBA, GL.UNSIGNED_BYTE, pixels);
    }
  }
}

function clamp(value: number, limit: number): number {
  return Math.min(Math.max(Math.round(value), 0), limit);
}
