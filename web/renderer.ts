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
    const kinds = [[gl.VERTEX_SHADER, kVertexShader], [gl.FRAGMENT_SHADER, kFragmentShader]] as const;
    for (const [kind, source] of kinds) {
      const shader = gl.createShader(kind);
      if (!program || !shader) return false;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    if (!program) return false;
    ['p', 'u', 'c'].forEach((name, i) => gl.bindAttribLocation(program, i, name));
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return false;
    gl.useProgram(program);
    this.#scale = gl.getUniformLocation(program, 's');

    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    for (let i = 0; i < 3; i++) gl.enableVertexAttribArray(i);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
    gl.enable(gl.BLEND); // straight alpha in; the canvas itself is opaque
    gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.enable(gl.SCISSOR_TEST);
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
      gl.bufferData(gl.ARRAY_BUFFER, list.vertices, gl.STREAM_DRAW);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, list.indices, gl.STREAM_DRAW);
      const c = list.commands;
      for (let i = 0; i < c.length; i += 7) {
        const [x0, y0, x1, y1] = [clamp(c[i]!, width), clamp(c[i + 1]!, height), clamp(c[i + 2]!, width), clamp(c[i + 3]!, height)];
        if (x1 <= x0 || y1 <= y0) continue;
        const base = c[i + 6]! * kVertexBytes;
        gl.vertexAttribPointer(0, 2, gl.FLOAT, false, kVertexBytes, base);
        gl.vertexAttribPointer(1, 2, gl.FLOAT, false, kVertexBytes, base + 8);
        gl.vertexAttribPointer(2, 4, gl.UNSIGNED_BYTE, true, kVertexBytes, base + 16);
        gl.scissor(x0, height - y1, x1 - x0, y1 - y0);
        gl.drawElements(gl.TRIANGLES, c[i + 4]!, gl.UNSIGNED_SHORT, c[i + 5]! * 2);
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
      if (t.whole) gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, t.width, t.height, 0, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
      else gl.texSubImage2D(gl.TEXTURE_2D, 0, t.x, t.y, t.width, t.height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    }
  }
}

function clamp(value: number, limit: number): number {
  return Math.min(Math.max(Math.round(value), 0), limit);
}
