var parts=(()=>{var V_=Object.create;var Jr=Object.defineProperty;var H_=Object.getOwnPropertyDescriptor;var W_=Object.getOwnPropertyNames;var X_=Object.getPrototypeOf,$_=Object.prototype.hasOwnProperty;var q_=(i,e,t)=>e in i?Jr(i,e,{enumerable:!0,configurable:!0,writable:!0,value:t}):i[e]=t;var Y_=(i=>typeof require<"u"?require:typeof Proxy<"u"?new Proxy(i,{get:(e,t)=>(typeof require<"u"?require:e)[t]}):i)(function(i){if(typeof require<"u")return require.apply(this,arguments);throw Error('Dynamic require of "'+i+'" is not supported')});var Z_=(i,e)=>{for(var t in e)Jr(i,t,{get:e[t],enumerable:!0})},Lh=(i,e,t,n)=>{if(e&&typeof e=="object"||typeof e=="function")for(let s of W_(e))!$_.call(i,s)&&s!==t&&Jr(i,s,{get:()=>e[s],enumerable:!(n=H_(e,s))||n.enumerable});return i};var j_=(i,e,t)=>(t=i!=null?V_(X_(i)):{},Lh(e||!i||!i.__esModule?Jr(t,"default",{value:i,enumerable:!0}):t,i)),J_=i=>Lh(Jr({},"__esModule",{value:!0}),i);var zn=(i,e,t)=>q_(i,typeof e!="symbol"?e+"":e,t);var qM={};Z_(qM,{BackSide:()=>ln,BoxGeometry:()=>Fi,BufferGeometry:()=>Cn,CanvasTexture:()=>ms,CapsuleGeometry:()=>vs,Color:()=>pt,CylinderGeometry:()=>ys,DirectionalLight:()=>As,Float32BufferAttribute:()=>Ht,Fog:()=>hs,HemisphereLight:()=>Es,Mesh:()=>Un,MeshBasicMaterial:()=>Nr,MeshStandardMaterial:()=>Ss,OrbitControls:()=>el,PerspectiveCamera:()=>_n,PlaneGeometry:()=>nr,Raycaster:()=>Cs,RepeatWrapping:()=>Ar,SRGBColorSpace:()=>gn,Scene:()=>us,SphereGeometry:()=>xs,Vector2:()=>et,Vector3:()=>K,WebGLRenderer:()=>jo,loadMujoco:()=>Fh});var yl={};var K_=(async function(i={}){var e,t=i,n=typeof window=="object",s=typeof WorkerGlobalScope<"u",o=typeof process=="object"&&process.versions?.node&&process.type!="renderer",c=!n&&!o&&!s;if(o){let{createRequire:r}=await import("module");var u=r(yl.url)}var f=[],p="./this.program",g=(r,a)=>{throw a},S=yl.url,_="";function M(r){return t.locateFile?t.locateFile(r,_):_+r}var T,D;if(o){if(!(typeof process=="object"&&process.versions?.node&&process.type!="renderer"))throw new Error("not compiled for this environment (did you build to HTML and try to run it not on the web, or set ENVIRONMENT to something - like node - and run it someplace else - like on the web?)");var x=process.versions.node,v=x.split(".").slice(0,3);if(v=v[0]*1e4+v[1]*100+v[2].split("-")[0]*1,v<16e4)throw new Error("This emscripten-generated code requires node v16.0.0 (detected v"+x+")");var P=u("fs");S.startsWith("file:")&&(_=u("path").dirname(u("url").fileURLToPath(S))+"/"),D=a=>{a=ne(a)?new URL(a):a;var l=P.readFileSync(a);return G(Buffer.isBuffer(l)),l},T=async(a,l=!0)=>{a=ne(a)?new URL(a):a;var h=P.readFileSync(a,l?void 0:"utf8");return G(l?Buffer.isBuffer(h):typeof h=="string"),h},process.argv.length>1&&(p=process.argv[1].replace(/\\/g,"/")),f=process.argv.slice(2),g=(a,l)=>{throw process.exitCode=a,l}}else if(c){if(typeof process=="object"&&process.versions?.node&&process.type!="renderer"||typeof window=="object"||typeof WorkerGlobalScope<"u")throw new Error("not compiled for this environment (did you build to HTML and try to run it not on the web, or set ENVIRONMENT to something - like node - and run it someplace else - like on the web?)")}else if(n||s){try{_=new URL(".",S).href}catch{}if(!(typeof window=="object"||typeof WorkerGlobalScope<"u"))throw new Error("not compiled for this environment (did you build to HTML and try to run it not on the web, or set ENVIRONMENT to something - like node - and run it someplace else - like on the web?)");s&&(D=r=>{var a=new XMLHttpRequest;return a.open("GET",r,!1),a.responseType="arraybuffer",a.send(null),new Uint8Array(a.response)}),T=async r=>{if(ne(r))return new Promise((l,h)=>{var d=new XMLHttpRequest;d.open("GET",r,!0),d.responseType="arraybuffer",d.onload=()=>{if(d.status==200||d.status==0&&d.response){l(d.response);return}h(d.status)},d.onerror=h,d.send(null)});var a=await fetch(r,{credentials:"same-origin"});if(a.ok)return a.arrayBuffer();throw new Error(a.status+" : "+a.url)}}else throw new Error("environment detection error");var O=console.log.bind(console),R=console.error.bind(console),U="IDBFS is no longer included by default; build with -lidbfs.js",N="PROXYFS is no longer included by default; build with -lproxyfs.js",b="WORKERFS is no longer included by default; build with -lworkerfs.js",I="FETCHFS is no longer included by default; build with -lfetchfs.js",q="ICASEFS is no longer included by default; build with -licasefs.js",k="JSFILEFS is no longer included by default; build with -ljsfilefs.js",Y="OPFS is no longer included by default; build with -lopfs.js",j="NODEFS is no longer included by default; build with -lnodefs.js";G(!c,"shell environment detected but not enabled at build time.  Add `shell` to `-sENVIRONMENT` to enable.");var ee;typeof WebAssembly!="object"&&R("no native wasm support detected");var z=!1,ie;function G(r,a){r||pe("Assertion failed"+(a?": "+a:""))}var ne=r=>r.startsWith("file://");function Se(){var r=gl();G((r&3)==0),r==0&&(r+=4),$e[r>>2]=34821223,$e[r+4>>2]=2310721022,$e[0]=1668509029}function re(){if(!z){var r=gl();r==0&&(r+=4);var a=$e[r>>2],l=$e[r+4>>2];(a!=34821223||l!=2310721022)&&pe(`Stack overflow! Stack cookie has been overwritten at ${Nt(r)}, expected hex dwords 0x89BACDFE and 0x2135467, but received ${Nt(l)} ${Nt(a)}`),$e[0]!=1668509029&&pe("Runtime error: The application has corrupted its heap memory area (address zero)!")}}class H extends Error{}class me extends H{}class We extends H{constructor(a){super(a),this.excPtr=a;let l=vh(a);this.name=l[0],this.message=l[1]}}var nt=!0;function ue(...r){!nt&&typeof nt<"u"||console.warn(...r)}(()=>{var r=new Int16Array(1),a=new Int8Array(r.buffer);if(r[0]=25459,a[0]!==115||a[1]!==99)throw"Runtime error: expected the system to be little-endian! (Run with -sSUPPORT_BIG_ENDIAN to bypass)"})();function Fe(r){Object.getOwnPropertyDescriptor(t,r)||Object.defineProperty(t,r,{configurable:!0,set(){pe(`Attempt to set \`Module.${r}\` after it has already been processed.  This can happen, for example, when code is injected via '--post-js' rather than '--pre-js'`)}})}function Pe(r){return()=>G(!1,`call to '${r}' via reference taken before Wasm module initialization`)}function Ze(r){Object.getOwnPropertyDescriptor(t,r)&&pe(`\`Module.${r}\` was supplied but \`${r}\` not included in INCOMING_MODULE_JS_API`)}function Ue(r){return r==="FS_createPath"||r==="FS_createDataFile"||r==="FS_createPreloadedFile"||r==="FS_unlink"||r==="addRunDependency"||r==="FS_createLazyFile"||r==="FS_createDevice"||r==="removeRunDependency"}function rt(r,a){typeof globalThis<"u"&&!Object.getOwnPropertyDescriptor(globalThis,r)&&Object.defineProperty(globalThis,r,{configurable:!0,get(){a()}})}function zt(r,a){rt(r,()=>{Pn(`\`${r}\` is not longer defined by emscripten. ${a}`)})}zt("buffer","Please use HEAP8.buffer or wasmMemory.buffer"),zt("asm","Please use wasmExports instead");function Ke(r){rt(r,()=>{var a=`\`${r}\` is a library symbol and not included by default; add it to your library.js __deps or to DEFAULT_LIBRARY_FUNCS_TO_INCLUDE on the command line`,l=r;l.startsWith("_")||(l="$"+r),a+=` (e.g. -sDEFAULT_LIBRARY_FUNCS_TO_INCLUDE='${l}')`,Ue(r)&&(a+=". Alternatively, forcing filesystem support (-sFORCE_FILESYSTEM) can export this for you"),Pn(a)}),bt(r)}function bt(r){Object.getOwnPropertyDescriptor(t,r)||Object.defineProperty(t,r,{configurable:!0,get(){var a=`'${r}' was not exported. add it to EXPORTED_RUNTIME_METHODS (see the Emscripten FAQ)`;Ue(r)&&(a+=". Alternatively, forcing filesystem support (-sFORCE_FILESYSTEM) can export this for you"),pe(a)}})}var Tt,ut,Gt,ht,Rt,xt,Qt,De,$e,an,en,W,pn,At=!1;function Dt(){var r=Gt.buffer;ht=new Int8Array(r),xt=new Int16Array(r),Rt=new Uint8Array(r),Qt=new Uint16Array(r),De=new Int32Array(r),$e=new Uint32Array(r),an=new Float32Array(r),en=new Float64Array(r),W=new BigInt64Array(r),pn=new BigUint64Array(r)}G(typeof Int32Array<"u"&&typeof Float64Array<"u"&&Int32Array.prototype.subarray!=null&&Int32Array.prototype.set!=null,"JS engine does not provide full typed array support");function Le(){if(t.preRun)for(typeof t.preRun=="function"&&(t.preRun=[t.preRun]);t.preRun.length;)lt(t.preRun.shift());Fe("preRun"),Xe(qe)}function Wt(){G(!At),At=!0,re(),!t.noFSInit&&!y.initialized&&y.init(),st.init(),Zi.__wasm_call_ctors(),y.ignorePermissions=!1}function je(){if(re(),t.postRun)for(typeof t.postRun=="function"&&(t.postRun=[t.postRun]);t.postRun.length;)Ee(t.postRun.shift());Fe("postRun"),Xe(ot)}var Je=0,L=null,w={},Z=null;function _e(r){Je++,t.monitorRunDependencies?.(Je),r?(G(!w[r]),w[r]=1,Z===null&&typeof setInterval<"u"&&(Z=setInterval(()=>{if(z){clearInterval(Z),Z=null;return}var a=!1;for(var l in w)a||(a=!0,R("still waiting on run dependencies:")),R(`dependency: ${l}`);a&&R("(end of list)")},1e4))):R("warning: run dependency added without ID")}function de(r){if(Je--,t.monitorRunDependencies?.(Je),r?(G(w[r]),delete w[r]):R("warning: run dependency removed without ID"),Je==0&&(Z!==null&&(clearInterval(Z),Z=null),L)){var a=L;L=null,a()}}function pe(r){t.onAbort?.(r),r="Aborted("+r+")",R(r),z=!0;var a=new WebAssembly.RuntimeError(r);throw ut?.(a),a}function Me(r,a){return(...l)=>{G(At,`native function \`${r}\` called before runtime initialization`);var h=Zi[r];return G(h,`exported native function \`${r}\` not found`),G(l.length<=a,`native function \`${r}\` called with ${l.length} args but expects ${a}`),h(...l)}}var ae;function ce(){return t.locateFile?M("mujoco.wasm"):new URL("mujoco.wasm",yl.url).href}function Ce(r){if(r==ae&&ee)return new Uint8Array(ee);if(D)return D(r);throw"both async and sync fetching of the wasm failed"}async function B(r){if(!ee)try{var a=await T(r);return new Uint8Array(a)}catch{}return Ce(r)}async function he(r,a){try{var l=await B(r),h=await WebAssembly.instantiate(l,a);return h}catch(d){R(`failed to asynchronously prepare wasm: ${d}`),ne(ae)&&R(`warning: Loading from a file URI (${ae}) is not supported in most browsers. See https://emscripten.org/docs/getting_started/FAQ.html#how-do-i-run-a-local-webserver-for-testing-why-does-my-program-stall-in-downloading-or-preparing`),pe(d)}}async function se(r,a,l){if(!r&&typeof WebAssembly.instantiateStreaming=="function"&&!ne(a)&&!o)try{var h=fetch(a,{credentials:"same-origin"}),d=await WebAssembly.instantiateStreaming(h,l);return d}catch(m){R(`wasm streaming compile failed: ${m}`),R("falling back to ArrayBuffer instantiation")}return he(a,l)}function Re(){return{env:Ph,wasi_snapshot_preview1:Ph}}async function we(){function r(E,C){return Zi=E.exports,Gt=Zi.memory,G(Gt,"memory not found in wasm exports"),Dt(),Qs=Zi.__indirect_function_table,G(Qs,"table not found in wasm exports"),Xp(Zi),de("wasm-instantiate"),Zi}_e("wasm-instantiate");var a=t;function l(E){return G(t===a,"the Module object should not be replaced during async compilation - perhaps the order of HTML elements is wrong?"),a=null,r(E.instance)}var h=Re();if(t.instantiateWasm)return new Promise((E,C)=>{try{t.instantiateWasm(h,(F,X)=>{E(r(F,X))})}catch(F){R(`Module.instantiateWasm callback failed with error: ${F}`),C(F)}});ae??(ae=ce());var d=await se(ee,ae,h),m=l(d);return m}class Ae{constructor(a){zn(this,"name","ExitStatus");this.message=`Program terminated with exit(${a})`,this.status=a}}var Xe=r=>{for(;r.length>0;)r.shift()(t)},ot=[],Ee=r=>ot.push(r),qe=[],lt=r=>qe.push(r);function Oe(r,a="i8"){switch(a.endsWith("*")&&(a="*"),a){case"i1":return ht[r];case"i8":return ht[r];case"i16":return xt[r>>1];case"i32":return De[r>>2];case"i64":return W[r>>3];case"float":return an[r>>2];case"double":return en[r>>3];case"*":return $e[r>>2];default:pe(`invalid type for getValue: ${a}`)}}var Et=!0,Nt=r=>(G(typeof r=="number"),r>>>=0,"0x"+r.toString(16).padStart(8,"0"));function ci(r,a,l="i8"){switch(l.endsWith("*")&&(l="*"),l){case"i1":ht[r]=a;break;case"i8":ht[r]=a;break;case"i16":xt[r>>1]=a;break;case"i32":De[r>>2]=a;break;case"i64":W[r>>3]=BigInt(a);break;case"float":an[r>>2]=a;break;case"double":en[r>>3]=a;break;case"*":$e[r>>2]=a;break;default:pe(`invalid type for setValue: ${l}`)}}var ve=r=>Eh(r),ge=()=>Th(),Pn=r=>{Pn.shown||(Pn.shown={}),Pn.shown[r]||(Pn.shown[r]=1,o&&(r="warning: "+r),R(r))},Xr=typeof TextDecoder<"u"?new TextDecoder:void 0,hi=(r,a=0,l=NaN)=>{for(var h=a+l,d=a;r[d]&&!(d>=h);)++d;if(d-a>16&&r.buffer&&Xr)return Xr.decode(r.subarray(a,d));for(var m="";a<d;){var E=r[a++];if(!(E&128)){m+=String.fromCharCode(E);continue}var C=r[a++]&63;if((E&224)==192){m+=String.fromCharCode((E&31)<<6|C);continue}var F=r[a++]&63;if((E&240)==224?E=(E&15)<<12|C<<6|F:((E&248)!=240&&Pn("Invalid UTF-8 leading byte "+Nt(E)+" encountered when deserializing a UTF-8 string in wasm memory to a JS string!"),E=(E&7)<<18|C<<12|F<<6|r[a++]&63),E<65536)m+=String.fromCharCode(E);else{var X=E-65536;m+=String.fromCharCode(55296|X>>10,56320|X&1023)}}return m},on=(r,a)=>(G(typeof r=="number",`UTF8ToString expects a number (got ${typeof r})`),r?hi(Rt,r,a):""),$r=(r,a,l,h)=>pe(`Assertion failed: ${on(r)}, at: `+[a?on(a):"unknown filename",l,h?on(h):"unknown function"]),In=[],Vi=0,lr=r=>{var a=new cr(r);return a.get_caught()||(a.set_caught(!0),Vi--),a.set_rethrown(!1),In.push(a),aa(r),Rh(r)},Vs=()=>{if(!In.length)return 0;var r=In[In.length-1];return aa(r.excPtr),r.excPtr},Dn=0,Hi=()=>{xe(0,0),G(In.length>0);var r=In.pop();_l(r.excPtr),Dn=0};class cr{constructor(a){this.excPtr=a,this.ptr=a-24}set_type(a){$e[this.ptr+4>>2]=a}get_type(){return $e[this.ptr+4>>2]}set_destructor(a){$e[this.ptr+8>>2]=a}get_destructor(){return $e[this.ptr+8>>2]}set_caught(a){a=a?1:0,ht[this.ptr+12]=a}get_caught(){return ht[this.ptr+12]!=0}set_rethrown(a){a=a?1:0,ht[this.ptr+13]=a}get_rethrown(){return ht[this.ptr+13]!=0}init(a,l){this.set_adjusted_ptr(0),this.set_type(a),this.set_destructor(l)}set_adjusted_ptr(a){$e[this.ptr+16>>2]=a}get_adjusted_ptr(){return $e[this.ptr+16>>2]}}var Wi=r=>Mh(r),hr=r=>{var a=Dn?.excPtr;if(!a)return Wi(0),0;var l=new cr(a);l.set_adjusted_ptr(a);var h=l.get_type();if(!h)return Wi(0),a;for(var d of r){if(d===0||d===h)break;var m=l.ptr+16;if(Ch(d,h,m))return Wi(d),a}return Wi(h),a},tl=()=>hr([]),nl=r=>hr([r]),il=(r,a)=>hr([r,a]),qr=()=>{var r=In.pop();r||pe("no exception to throw");var a=r.excPtr;throw r.get_rethrown()||(In.push(r),r.set_rethrown(!0),r.set_caught(!1),Vi++),Dn=new We(a),Dn},A=r=>{if(r){var a=new cr(r);In.push(a),a.set_rethrown(!0),qr()}},V=(r,a,l)=>{var h=new cr(r);throw h.init(a,l),Dn=new We(r),Vi++,Dn},te=()=>Vi,J=r=>{throw Dn||(Dn=new We(r)),Dn},$={isAbs:r=>r.charAt(0)==="/",splitPath:r=>{var a=/^(\/?|)([\s\S]*?)((?:\.{1,2}|[^\/]+?|)(\.[^.\/]*|))(?:[\/]*)$/;return a.exec(r).slice(1)},normalizeArray:(r,a)=>{for(var l=0,h=r.length-1;h>=0;h--){var d=r[h];d==="."?r.splice(h,1):d===".."?(r.splice(h,1),l++):l&&(r.splice(h,1),l--)}if(a)for(;l;l--)r.unshift("..");return r},normalize:r=>{var a=$.isAbs(r),l=r.slice(-1)==="/";return r=$.normalizeArray(r.split("/").filter(h=>!!h),!a).join("/"),!r&&!a&&(r="."),r&&l&&(r+="/"),(a?"/":"")+r},dirname:r=>{var a=$.splitPath(r),l=a[0],h=a[1];return!l&&!h?".":(h&&(h=h.slice(0,-1)),l+h)},basename:r=>r&&r.match(/([^\/]+|\/)\/*$/)[1],join:(...r)=>$.normalize(r.join("/")),join2:(r,a)=>$.normalize(r+"/"+a)},Ie=()=>{if(o){var r=u("crypto");return a=>r.randomFillSync(a)}return a=>crypto.getRandomValues(a)},ze=r=>{(ze=Ie())(r)},Te={resolve:(...r)=>{for(var a="",l=!1,h=r.length-1;h>=-1&&!l;h--){var d=h>=0?r[h]:y.cwd();if(typeof d!="string")throw new TypeError("Arguments to path.resolve must be strings");if(!d)return"";a=d+"/"+a,l=$.isAbs(d)}return a=$.normalizeArray(a.split("/").filter(m=>!!m),!l).join("/"),(l?"/":"")+a||"."},relative:(r,a)=>{r=Te.resolve(r).slice(1),a=Te.resolve(a).slice(1);function l(X){for(var Q=0;Q<X.length&&X[Q]==="";Q++);for(var oe=X.length-1;oe>=0&&X[oe]==="";oe--);return Q>oe?[]:X.slice(Q,oe-Q+1)}for(var h=l(r.split("/")),d=l(a.split("/")),m=Math.min(h.length,d.length),E=m,C=0;C<m;C++)if(h[C]!==d[C]){E=C;break}for(var F=[],C=E;C<h.length;C++)F.push("..");return F=F.concat(d.slice(E)),F.join("/")}},Ne=[],Ge=r=>{for(var a=0,l=0;l<r.length;++l){var h=r.charCodeAt(l);h<=127?a++:h<=2047?a+=2:h>=55296&&h<=57343?(a+=4,++l):a+=3}return a},it=(r,a,l,h)=>{if(G(typeof r=="string",`stringToUTF8Array expects a string (got ${typeof r})`),!(h>0))return 0;for(var d=l,m=l+h-1,E=0;E<r.length;++E){var C=r.codePointAt(E);if(C<=127){if(l>=m)break;a[l++]=C}else if(C<=2047){if(l+1>=m)break;a[l++]=192|C>>6,a[l++]=128|C&63}else if(C<=65535){if(l+2>=m)break;a[l++]=224|C>>12,a[l++]=128|C>>6&63,a[l++]=128|C&63}else{if(l+3>=m)break;C>1114111&&Pn("Invalid Unicode code point "+Nt(C)+" encountered when serializing a JS string to a UTF-8 string in wasm memory! (Valid unicode code points should be in range 0-0x10FFFF)."),a[l++]=240|C>>18,a[l++]=128|C>>12&63,a[l++]=128|C>>6&63,a[l++]=128|C&63,E++}}return a[l]=0,l-d},dt=(r,a,l)=>{var h=l>0?l:Ge(r)+1,d=new Array(h),m=it(r,d,0,d.length);return a&&(d.length=m),d},Ve=()=>{if(!Ne.length){var r=null;if(o){var a=256,l=Buffer.alloc(a),h=0,d=process.stdin.fd;try{h=P.readSync(d,l,0,a)}catch(m){if(m.toString().includes("EOF"))h=0;else throw m}h>0&&(r=l.slice(0,h).toString("utf-8"))}else typeof window<"u"&&typeof window.prompt=="function"&&(r=window.prompt("Input: "),r!==null&&(r+=`
`));if(!r)return null;Ne=dt(r,!0)}return Ne.shift()},st={ttys:[],init(){},shutdown(){},register(r,a){st.ttys[r]={input:[],output:[],ops:a},y.registerDevice(r,st.stream_ops)},stream_ops:{open(r){var a=st.ttys[r.node.rdev];if(!a)throw new y.ErrnoError(43);r.tty=a,r.seekable=!1},close(r){r.tty.ops.fsync(r.tty)},fsync(r){r.tty.ops.fsync(r.tty)},read(r,a,l,h,d){if(!r.tty||!r.tty.ops.get_char)throw new y.ErrnoError(60);for(var m=0,E=0;E<h;E++){var C;try{C=r.tty.ops.get_char(r.tty)}catch{throw new y.ErrnoError(29)}if(C===void 0&&m===0)throw new y.ErrnoError(6);if(C==null)break;m++,a[l+E]=C}return m&&(r.node.atime=Date.now()),m},write(r,a,l,h,d){if(!r.tty||!r.tty.ops.put_char)throw new y.ErrnoError(60);try{for(var m=0;m<h;m++)r.tty.ops.put_char(r.tty,a[l+m])}catch{throw new y.ErrnoError(29)}return h&&(r.node.mtime=r.node.ctime=Date.now()),m}},default_tty_ops:{get_char(r){return Ve()},put_char(r,a){a===null||a===10?(O(hi(r.output)),r.output=[]):a!=0&&r.output.push(a)},fsync(r){r.output?.length>0&&(O(hi(r.output)),r.output=[])},ioctl_tcgets(r){return{c_iflag:25856,c_oflag:5,c_cflag:191,c_lflag:35387,c_cc:[3,28,127,21,4,0,1,0,17,19,26,0,18,15,23,22,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}},ioctl_tcsets(r,a,l){return 0},ioctl_tiocgwinsz(r){return[24,80]}},default_tty1_ops:{put_char(r,a){a===null||a===10?(R(hi(r.output)),r.output=[]):a!=0&&r.output.push(a)},fsync(r){r.output?.length>0&&(R(hi(r.output)),r.output=[])}}},Vt=r=>{pe("internal error: mmapAlloc called but `emscripten_builtin_memalign` native symbol not exported")},ke={ops_table:null,mount(r){return ke.createNode(null,"/",16895,0)},createNode(r,a,l,h){if(y.isBlkdev(l)||y.isFIFO(l))throw new y.ErrnoError(63);ke.ops_table||(ke.ops_table={dir:{node:{getattr:ke.node_ops.getattr,setattr:ke.node_ops.setattr,lookup:ke.node_ops.lookup,mknod:ke.node_ops.mknod,rename:ke.node_ops.rename,unlink:ke.node_ops.unlink,rmdir:ke.node_ops.rmdir,readdir:ke.node_ops.readdir,symlink:ke.node_ops.symlink},stream:{llseek:ke.stream_ops.llseek}},file:{node:{getattr:ke.node_ops.getattr,setattr:ke.node_ops.setattr},stream:{llseek:ke.stream_ops.llseek,read:ke.stream_ops.read,write:ke.stream_ops.write,mmap:ke.stream_ops.mmap,msync:ke.stream_ops.msync}},link:{node:{getattr:ke.node_ops.getattr,setattr:ke.node_ops.setattr,readlink:ke.node_ops.readlink},stream:{}},chrdev:{node:{getattr:ke.node_ops.getattr,setattr:ke.node_ops.setattr},stream:y.chrdev_stream_ops}});var d=y.createNode(r,a,l,h);return y.isDir(d.mode)?(d.node_ops=ke.ops_table.dir.node,d.stream_ops=ke.ops_table.dir.stream,d.contents={}):y.isFile(d.mode)?(d.node_ops=ke.ops_table.file.node,d.stream_ops=ke.ops_table.file.stream,d.usedBytes=0,d.contents=null):y.isLink(d.mode)?(d.node_ops=ke.ops_table.link.node,d.stream_ops=ke.ops_table.link.stream):y.isChrdev(d.mode)&&(d.node_ops=ke.ops_table.chrdev.node,d.stream_ops=ke.ops_table.chrdev.stream),d.atime=d.mtime=d.ctime=Date.now(),r&&(r.contents[a]=d,r.atime=r.mtime=r.ctime=d.atime),d},getFileDataAsTypedArray(r){return r.contents?r.contents.subarray?r.contents.subarray(0,r.usedBytes):new Uint8Array(r.contents):new Uint8Array(0)},expandFileStorage(r,a){var l=r.contents?r.contents.length:0;if(!(l>=a)){var h=1024*1024;a=Math.max(a,l*(l<h?2:1.125)>>>0),l!=0&&(a=Math.max(a,256));var d=r.contents;r.contents=new Uint8Array(a),r.usedBytes>0&&r.contents.set(d.subarray(0,r.usedBytes),0)}},resizeFileStorage(r,a){if(r.usedBytes!=a)if(a==0)r.contents=null,r.usedBytes=0;else{var l=r.contents;r.contents=new Uint8Array(a),l&&r.contents.set(l.subarray(0,Math.min(a,r.usedBytes))),r.usedBytes=a}},node_ops:{getattr(r){var a={};return a.dev=y.isChrdev(r.mode)?r.id:1,a.ino=r.id,a.mode=r.mode,a.nlink=1,a.uid=0,a.gid=0,a.rdev=r.rdev,y.isDir(r.mode)?a.size=4096:y.isFile(r.mode)?a.size=r.usedBytes:y.isLink(r.mode)?a.size=r.link.length:a.size=0,a.atime=new Date(r.atime),a.mtime=new Date(r.mtime),a.ctime=new Date(r.ctime),a.blksize=4096,a.blocks=Math.ceil(a.size/a.blksize),a},setattr(r,a){for(let l of["mode","atime","mtime","ctime"])a[l]!=null&&(r[l]=a[l]);a.size!==void 0&&ke.resizeFileStorage(r,a.size)},lookup(r,a){throw new y.ErrnoError(44)},mknod(r,a,l,h){return ke.createNode(r,a,l,h)},rename(r,a,l){var h;try{h=y.lookupNode(a,l)}catch{}if(h){if(y.isDir(r.mode))for(var d in h.contents)throw new y.ErrnoError(55);y.hashRemoveNode(h)}delete r.parent.contents[r.name],a.contents[l]=r,r.name=l,a.ctime=a.mtime=r.parent.ctime=r.parent.mtime=Date.now()},unlink(r,a){delete r.contents[a],r.ctime=r.mtime=Date.now()},rmdir(r,a){var l=y.lookupNode(r,a);for(var h in l.contents)throw new y.ErrnoError(55);delete r.contents[a],r.ctime=r.mtime=Date.now()},readdir(r){return[".","..",...Object.keys(r.contents)]},symlink(r,a,l){var h=ke.createNode(r,a,41471,0);return h.link=l,h},readlink(r){if(!y.isLink(r.mode))throw new y.ErrnoError(28);return r.link}},stream_ops:{read(r,a,l,h,d){var m=r.node.contents;if(d>=r.node.usedBytes)return 0;var E=Math.min(r.node.usedBytes-d,h);if(G(E>=0),E>8&&m.subarray)a.set(m.subarray(d,d+E),l);else for(var C=0;C<E;C++)a[l+C]=m[d+C];return E},write(r,a,l,h,d,m){if(G(!(a instanceof ArrayBuffer)),a.buffer===ht.buffer&&(m=!1),!h)return 0;var E=r.node;if(E.mtime=E.ctime=Date.now(),a.subarray&&(!E.contents||E.contents.subarray)){if(m)return G(d===0,"canOwn must imply no weird position inside the file"),E.contents=a.subarray(l,l+h),E.usedBytes=h,h;if(E.usedBytes===0&&d===0)return E.contents=a.slice(l,l+h),E.usedBytes=h,h;if(d+h<=E.usedBytes)return E.contents.set(a.subarray(l,l+h),d),h}if(ke.expandFileStorage(E,d+h),E.contents.subarray&&a.subarray)E.contents.set(a.subarray(l,l+h),d);else for(var C=0;C<h;C++)E.contents[d+C]=a[l+C];return E.usedBytes=Math.max(E.usedBytes,d+h),h},llseek(r,a,l){var h=a;if(l===1?h+=r.position:l===2&&y.isFile(r.node.mode)&&(h+=r.node.usedBytes),h<0)throw new y.ErrnoError(28);return h},mmap(r,a,l,h,d){if(!y.isFile(r.node.mode))throw new y.ErrnoError(43);var m,E,C=r.node.contents;if(!(d&2)&&C&&C.buffer===ht.buffer)E=!1,m=C.byteOffset;else{if(E=!0,m=Vt(a),!m)throw new y.ErrnoError(48);C&&((l>0||l+a<C.length)&&(C.subarray?C=C.subarray(l,l+a):C=Array.prototype.slice.call(C,l,l+a)),ht.set(C,m))}return{ptr:m,allocated:E}},msync(r,a,l,h,d){return ke.stream_ops.write(r,a,0,h,l,!1),0}}},Pt=async r=>{var a=await T(r);return G(a,`Loading data file "${r}" failed (no arrayBuffer).`),new Uint8Array(a)},$t=(...r)=>y.createDataFile(...r),He=r=>{for(var a=r;;){if(!w[r])return r;r=a+Math.random()}},tn=[],St=(r,a,l,h)=>{typeof Browser<"u"&&Browser.init();var d=!1;return tn.forEach(m=>{d||m.canHandle(a)&&(m.handle(r,a,l,h),d=!0)}),d},Zn=(r,a,l,h,d,m,E,C,F,X)=>{var Q=a?Te.resolve($.join2(r,a)):r,oe=He(`cp ${Q}`);function fe(le){function ye(Ye){X?.(),C||$t(r,a,Ye,h,d,F),m?.(),de(oe)}St(le,Q,ye,()=>{E?.(),de(oe)})||ye(le)}_e(oe),typeof l=="string"?Pt(l).then(fe,E):fe(l)},nn=r=>{var a={r:0,"r+":2,w:577,"w+":578,a:1089,"a+":1090},l=a[r];if(typeof l>"u")throw new Error(`Unknown file open mode: ${r}`);return l},bi=(r,a)=>{var l=0;return r&&(l|=365),a&&(l|=146),l},jn=r=>on(Sh(r)),Jn={EPERM:63,ENOENT:44,ESRCH:71,EINTR:27,EIO:29,ENXIO:60,E2BIG:1,ENOEXEC:45,EBADF:8,ECHILD:12,EAGAIN:6,EWOULDBLOCK:6,ENOMEM:48,EACCES:2,EFAULT:21,ENOTBLK:105,EBUSY:10,EEXIST:20,EXDEV:75,ENODEV:43,ENOTDIR:54,EISDIR:31,EINVAL:28,ENFILE:41,EMFILE:33,ENOTTY:59,ETXTBSY:74,EFBIG:22,ENOSPC:51,ESPIPE:70,EROFS:69,EMLINK:34,EPIPE:64,EDOM:18,ERANGE:68,ENOMSG:49,EIDRM:24,ECHRNG:106,EL2NSYNC:156,EL3HLT:107,EL3RST:108,ELNRNG:109,EUNATCH:110,ENOCSI:111,EL2HLT:112,EDEADLK:16,ENOLCK:46,EBADE:113,EBADR:114,EXFULL:115,ENOANO:104,EBADRQC:103,EBADSLT:102,EDEADLOCK:16,EBFONT:101,ENOSTR:100,ENODATA:116,ETIME:117,ENOSR:118,ENONET:119,ENOPKG:120,EREMOTE:121,ENOLINK:47,EADV:122,ESRMNT:123,ECOMM:124,EPROTO:65,EMULTIHOP:36,EDOTDOT:125,EBADMSG:9,ENOTUNIQ:126,EBADFD:127,EREMCHG:128,ELIBACC:129,ELIBBAD:130,ELIBSCN:131,ELIBMAX:132,ELIBEXEC:133,ENOSYS:52,ENOTEMPTY:55,ENAMETOOLONG:37,ELOOP:32,EOPNOTSUPP:138,EPFNOSUPPORT:139,ECONNRESET:15,ENOBUFS:42,EAFNOSUPPORT:5,EPROTOTYPE:67,ENOTSOCK:57,ENOPROTOOPT:50,ESHUTDOWN:140,ECONNREFUSED:14,EADDRINUSE:3,ECONNABORTED:13,ENETUNREACH:40,ENETDOWN:38,ETIMEDOUT:73,EHOSTDOWN:142,EHOSTUNREACH:23,EINPROGRESS:26,EALREADY:7,EDESTADDRREQ:17,EMSGSIZE:35,EPROTONOSUPPORT:66,ESOCKTNOSUPPORT:137,EADDRNOTAVAIL:4,ENETRESET:39,EISCONN:30,ENOTCONN:53,ETOOMANYREFS:141,EUSERS:136,EDQUOT:19,ESTALE:72,ENOTSUP:138,ENOMEDIUM:148,EILSEQ:25,EOVERFLOW:61,ECANCELED:11,ENOTRECOVERABLE:56,EOWNERDEAD:62,ESTRPIPE:135},y={root:null,mounts:[],devices:{},streams:[],nextInode:1,nameTable:null,currentPath:"/",initialized:!1,ignorePermissions:!0,filesystems:null,syncFSRequests:0,readFiles:{},ErrnoError:class extends Error{constructor(a){super(At?jn(a):"");zn(this,"name","ErrnoError");this.errno=a;for(var l in Jn)if(Jn[l]===a){this.code=l;break}}},FSStream:class{constructor(){zn(this,"shared",{})}get object(){return this.node}set object(r){this.node=r}get isRead(){return(this.flags&2097155)!==1}get isWrite(){return(this.flags&2097155)!==0}get isAppend(){return this.flags&1024}get flags(){return this.shared.flags}set flags(r){this.shared.flags=r}get position(){return this.shared.position}set position(r){this.shared.position=r}},FSNode:class{constructor(r,a,l,h){zn(this,"node_ops",{});zn(this,"stream_ops",{});zn(this,"readMode",365);zn(this,"writeMode",146);zn(this,"mounted",null);r||(r=this),this.parent=r,this.mount=r.mount,this.id=y.nextInode++,this.name=a,this.mode=l,this.rdev=h,this.atime=this.mtime=this.ctime=Date.now()}get read(){return(this.mode&this.readMode)===this.readMode}set read(r){r?this.mode|=this.readMode:this.mode&=~this.readMode}get write(){return(this.mode&this.writeMode)===this.writeMode}set write(r){r?this.mode|=this.writeMode:this.mode&=~this.writeMode}get isFolder(){return y.isDir(this.mode)}get isDevice(){return y.isChrdev(this.mode)}},lookupPath(r,a={}){if(!r)throw new y.ErrnoError(44);a.follow_mount??(a.follow_mount=!0),$.isAbs(r)||(r=y.cwd()+"/"+r);e:for(var l=0;l<40;l++){for(var h=r.split("/").filter(X=>!!X),d=y.root,m="/",E=0;E<h.length;E++){var C=E===h.length-1;if(C&&a.parent)break;if(h[E]!=="."){if(h[E]===".."){if(m=$.dirname(m),y.isRoot(d)){r=m+"/"+h.slice(E+1).join("/");continue e}else d=d.parent;continue}m=$.join2(m,h[E]);try{d=y.lookupNode(d,h[E])}catch(X){if(X?.errno===44&&C&&a.noent_okay)return{path:m};throw X}if(y.isMountpoint(d)&&(!C||a.follow_mount)&&(d=d.mounted.root),y.isLink(d.mode)&&(!C||a.follow)){if(!d.node_ops.readlink)throw new y.ErrnoError(52);var F=d.node_ops.readlink(d);$.isAbs(F)||(F=$.dirname(m)+"/"+F),r=F+"/"+h.slice(E+1).join("/");continue e}}}return{path:m,node:d}}throw new y.ErrnoError(32)},getPath(r){for(var a;;){if(y.isRoot(r)){var l=r.mount.mountpoint;return a?l[l.length-1]!=="/"?`${l}/${a}`:l+a:l}a=a?`${r.name}/${a}`:r.name,r=r.parent}},hashName(r,a){for(var l=0,h=0;h<a.length;h++)l=(l<<5)-l+a.charCodeAt(h)|0;return(r+l>>>0)%y.nameTable.length},hashAddNode(r){var a=y.hashName(r.parent.id,r.name);r.name_next=y.nameTable[a],y.nameTable[a]=r},hashRemoveNode(r){var a=y.hashName(r.parent.id,r.name);if(y.nameTable[a]===r)y.nameTable[a]=r.name_next;else for(var l=y.nameTable[a];l;){if(l.name_next===r){l.name_next=r.name_next;break}l=l.name_next}},lookupNode(r,a){var l=y.mayLookup(r);if(l)throw new y.ErrnoError(l);for(var h=y.hashName(r.id,a),d=y.nameTable[h];d;d=d.name_next){var m=d.name;if(d.parent.id===r.id&&m===a)return d}return y.lookup(r,a)},createNode(r,a,l,h){G(typeof r=="object");var d=new y.FSNode(r,a,l,h);return y.hashAddNode(d),d},destroyNode(r){y.hashRemoveNode(r)},isRoot(r){return r===r.parent},isMountpoint(r){return!!r.mounted},isFile(r){return(r&61440)===32768},isDir(r){return(r&61440)===16384},isLink(r){return(r&61440)===40960},isChrdev(r){return(r&61440)===8192},isBlkdev(r){return(r&61440)===24576},isFIFO(r){return(r&61440)===4096},isSocket(r){return(r&49152)===49152},flagsToPermissionString(r){var a=["r","w","rw"][r&3];return r&512&&(a+="w"),a},nodePermissions(r,a){return y.ignorePermissions?0:a.includes("r")&&!(r.mode&292)||a.includes("w")&&!(r.mode&146)||a.includes("x")&&!(r.mode&73)?2:0},mayLookup(r){if(!y.isDir(r.mode))return 54;var a=y.nodePermissions(r,"x");return a||(r.node_ops.lookup?0:2)},mayCreate(r,a){if(!y.isDir(r.mode))return 54;try{var l=y.lookupNode(r,a);return 20}catch{}return y.nodePermissions(r,"wx")},mayDelete(r,a,l){var h;try{h=y.lookupNode(r,a)}catch(m){return m.errno}var d=y.nodePermissions(r,"wx");if(d)return d;if(l){if(!y.isDir(h.mode))return 54;if(y.isRoot(h)||y.getPath(h)===y.cwd())return 10}else if(y.isDir(h.mode))return 31;return 0},mayOpen(r,a){return r?y.isLink(r.mode)?32:y.isDir(r.mode)&&(y.flagsToPermissionString(a)!=="r"||a&576)?31:y.nodePermissions(r,y.flagsToPermissionString(a)):44},checkOpExists(r,a){if(!r)throw new y.ErrnoError(a);return r},MAX_OPEN_FDS:4096,nextfd(){for(var r=0;r<=y.MAX_OPEN_FDS;r++)if(!y.streams[r])return r;throw new y.ErrnoError(33)},getStreamChecked(r){var a=y.getStream(r);if(!a)throw new y.ErrnoError(8);return a},getStream:r=>y.streams[r],createStream(r,a=-1){return G(a>=-1),r=Object.assign(new y.FSStream,r),a==-1&&(a=y.nextfd()),r.fd=a,y.streams[a]=r,r},closeStream(r){y.streams[r]=null},dupStream(r,a=-1){var l=y.createStream(r,a);return l.stream_ops?.dup?.(l),l},doSetAttr(r,a,l){var h=r?.stream_ops.setattr,d=h?r:a;h??(h=a.node_ops.setattr),y.checkOpExists(h,63),h(d,l)},chrdev_stream_ops:{open(r){var a=y.getDevice(r.node.rdev);r.stream_ops=a.stream_ops,r.stream_ops.open?.(r)},llseek(){throw new y.ErrnoError(70)}},major:r=>r>>8,minor:r=>r&255,makedev:(r,a)=>r<<8|a,registerDevice(r,a){y.devices[r]={stream_ops:a}},getDevice:r=>y.devices[r],getMounts(r){for(var a=[],l=[r];l.length;){var h=l.pop();a.push(h),l.push(...h.mounts)}return a},syncfs(r,a){typeof r=="function"&&(a=r,r=!1),y.syncFSRequests++,y.syncFSRequests>1&&R(`warning: ${y.syncFSRequests} FS.syncfs operations in flight at once, probably just doing extra work`);var l=y.getMounts(y.root.mount),h=0;function d(E){return G(y.syncFSRequests>0),y.syncFSRequests--,a(E)}function m(E){if(E)return m.errored?void 0:(m.errored=!0,d(E));++h>=l.length&&d(null)}l.forEach(E=>{if(!E.type.syncfs)return m(null);E.type.syncfs(E,r,m)})},mount(r,a,l){if(typeof r=="string")throw r;var h=l==="/",d=!l,m;if(h&&y.root)throw new y.ErrnoError(10);if(!h&&!d){var E=y.lookupPath(l,{follow_mount:!1});if(l=E.path,m=E.node,y.isMountpoint(m))throw new y.ErrnoError(10);if(!y.isDir(m.mode))throw new y.ErrnoError(54)}var C={type:r,opts:a,mountpoint:l,mounts:[]},F=r.mount(C);return F.mount=C,C.root=F,h?y.root=F:m&&(m.mounted=C,m.mount&&m.mount.mounts.push(C)),F},unmount(r){var a=y.lookupPath(r,{follow_mount:!1});if(!y.isMountpoint(a.node))throw new y.ErrnoError(28);var l=a.node,h=l.mounted,d=y.getMounts(h);Object.keys(y.nameTable).forEach(E=>{for(var C=y.nameTable[E];C;){var F=C.name_next;d.includes(C.mount)&&y.destroyNode(C),C=F}}),l.mounted=null;var m=l.mount.mounts.indexOf(h);G(m!==-1),l.mount.mounts.splice(m,1)},lookup(r,a){return r.node_ops.lookup(r,a)},mknod(r,a,l){var h=y.lookupPath(r,{parent:!0}),d=h.node,m=$.basename(r);if(!m)throw new y.ErrnoError(28);if(m==="."||m==="..")throw new y.ErrnoError(20);var E=y.mayCreate(d,m);if(E)throw new y.ErrnoError(E);if(!d.node_ops.mknod)throw new y.ErrnoError(63);return d.node_ops.mknod(d,m,a,l)},statfs(r){return y.statfsNode(y.lookupPath(r,{follow:!0}).node)},statfsStream(r){return y.statfsNode(r.node)},statfsNode(r){var a={bsize:4096,frsize:4096,blocks:1e6,bfree:5e5,bavail:5e5,files:y.nextInode,ffree:y.nextInode-1,fsid:42,flags:2,namelen:255};return r.node_ops.statfs&&Object.assign(a,r.node_ops.statfs(r.mount.opts.root)),a},create(r,a=438){return a&=4095,a|=32768,y.mknod(r,a,0)},mkdir(r,a=511){return a&=1023,a|=16384,y.mknod(r,a,0)},mkdirTree(r,a){var l=r.split("/"),h="";for(var d of l)if(d){(h||$.isAbs(r))&&(h+="/"),h+=d;try{y.mkdir(h,a)}catch(m){if(m.errno!=20)throw m}}},mkdev(r,a,l){return typeof l>"u"&&(l=a,a=438),a|=8192,y.mknod(r,a,l)},symlink(r,a){if(!Te.resolve(r))throw new y.ErrnoError(44);var l=y.lookupPath(a,{parent:!0}),h=l.node;if(!h)throw new y.ErrnoError(44);var d=$.basename(a),m=y.mayCreate(h,d);if(m)throw new y.ErrnoError(m);if(!h.node_ops.symlink)throw new y.ErrnoError(63);return h.node_ops.symlink(h,d,r)},rename(r,a){var l=$.dirname(r),h=$.dirname(a),d=$.basename(r),m=$.basename(a),E,C,F;if(E=y.lookupPath(r,{parent:!0}),C=E.node,E=y.lookupPath(a,{parent:!0}),F=E.node,!C||!F)throw new y.ErrnoError(44);if(C.mount!==F.mount)throw new y.ErrnoError(75);var X=y.lookupNode(C,d),Q=Te.relative(r,h);if(Q.charAt(0)!==".")throw new y.ErrnoError(28);if(Q=Te.relative(a,l),Q.charAt(0)!==".")throw new y.ErrnoError(55);var oe;try{oe=y.lookupNode(F,m)}catch{}if(X!==oe){var fe=y.isDir(X.mode),le=y.mayDelete(C,d,fe);if(le)throw new y.ErrnoError(le);if(le=oe?y.mayDelete(F,m,fe):y.mayCreate(F,m),le)throw new y.ErrnoError(le);if(!C.node_ops.rename)throw new y.ErrnoError(63);if(y.isMountpoint(X)||oe&&y.isMountpoint(oe))throw new y.ErrnoError(10);if(F!==C&&(le=y.nodePermissions(C,"w"),le))throw new y.ErrnoError(le);y.hashRemoveNode(X);try{C.node_ops.rename(X,F,m),X.parent=F}catch(ye){throw ye}finally{y.hashAddNode(X)}}},rmdir(r){var a=y.lookupPath(r,{parent:!0}),l=a.node,h=$.basename(r),d=y.lookupNode(l,h),m=y.mayDelete(l,h,!0);if(m)throw new y.ErrnoError(m);if(!l.node_ops.rmdir)throw new y.ErrnoError(63);if(y.isMountpoint(d))throw new y.ErrnoError(10);l.node_ops.rmdir(l,h),y.destroyNode(d)},readdir(r){var a=y.lookupPath(r,{follow:!0}),l=a.node,h=y.checkOpExists(l.node_ops.readdir,54);return h(l)},unlink(r){var a=y.lookupPath(r,{parent:!0}),l=a.node;if(!l)throw new y.ErrnoError(44);var h=$.basename(r),d=y.lookupNode(l,h),m=y.mayDelete(l,h,!1);if(m)throw new y.ErrnoError(m);if(!l.node_ops.unlink)throw new y.ErrnoError(63);if(y.isMountpoint(d))throw new y.ErrnoError(10);l.node_ops.unlink(l,h),y.destroyNode(d)},readlink(r){var a=y.lookupPath(r),l=a.node;if(!l)throw new y.ErrnoError(44);if(!l.node_ops.readlink)throw new y.ErrnoError(28);return l.node_ops.readlink(l)},stat(r,a){var l=y.lookupPath(r,{follow:!a}),h=l.node,d=y.checkOpExists(h.node_ops.getattr,63);return d(h)},fstat(r){var a=y.getStreamChecked(r),l=a.node,h=a.stream_ops.getattr,d=h?a:l;return h??(h=l.node_ops.getattr),y.checkOpExists(h,63),h(d)},lstat(r){return y.stat(r,!0)},doChmod(r,a,l,h){y.doSetAttr(r,a,{mode:l&4095|a.mode&-4096,ctime:Date.now(),dontFollow:h})},chmod(r,a,l){var h;if(typeof r=="string"){var d=y.lookupPath(r,{follow:!l});h=d.node}else h=r;y.doChmod(null,h,a,l)},lchmod(r,a){y.chmod(r,a,!0)},fchmod(r,a){var l=y.getStreamChecked(r);y.doChmod(l,l.node,a,!1)},doChown(r,a,l){y.doSetAttr(r,a,{timestamp:Date.now(),dontFollow:l})},chown(r,a,l,h){var d;if(typeof r=="string"){var m=y.lookupPath(r,{follow:!h});d=m.node}else d=r;y.doChown(null,d,h)},lchown(r,a,l){y.chown(r,a,l,!0)},fchown(r,a,l){var h=y.getStreamChecked(r);y.doChown(h,h.node,!1)},doTruncate(r,a,l){if(y.isDir(a.mode))throw new y.ErrnoError(31);if(!y.isFile(a.mode))throw new y.ErrnoError(28);var h=y.nodePermissions(a,"w");if(h)throw new y.ErrnoError(h);y.doSetAttr(r,a,{size:l,timestamp:Date.now()})},truncate(r,a){if(a<0)throw new y.ErrnoError(28);var l;if(typeof r=="string"){var h=y.lookupPath(r,{follow:!0});l=h.node}else l=r;y.doTruncate(null,l,a)},ftruncate(r,a){var l=y.getStreamChecked(r);if(a<0||(l.flags&2097155)===0)throw new y.ErrnoError(28);y.doTruncate(l,l.node,a)},utime(r,a,l){var h=y.lookupPath(r,{follow:!0}),d=h.node,m=y.checkOpExists(d.node_ops.setattr,63);m(d,{atime:a,mtime:l})},open(r,a,l=438){if(r==="")throw new y.ErrnoError(44);a=typeof a=="string"?nn(a):a,a&64?l=l&4095|32768:l=0;var h,d;if(typeof r=="object")h=r;else{d=r.endsWith("/");var m=y.lookupPath(r,{follow:!(a&131072),noent_okay:!0});h=m.node,r=m.path}var E=!1;if(a&64)if(h){if(a&128)throw new y.ErrnoError(20)}else{if(d)throw new y.ErrnoError(31);h=y.mknod(r,l|511,0),E=!0}if(!h)throw new y.ErrnoError(44);if(y.isChrdev(h.mode)&&(a&=-513),a&65536&&!y.isDir(h.mode))throw new y.ErrnoError(54);if(!E){var C=y.mayOpen(h,a);if(C)throw new y.ErrnoError(C)}a&512&&!E&&y.truncate(h,0),a&=-131713;var F=y.createStream({node:h,path:y.getPath(h),flags:a,seekable:!0,position:0,stream_ops:h.stream_ops,ungotten:[],error:!1});return F.stream_ops.open&&F.stream_ops.open(F),E&&y.chmod(h,l&511),t.logReadFiles&&!(a&1)&&(r in y.readFiles||(y.readFiles[r]=1)),F},close(r){if(y.isClosed(r))throw new y.ErrnoError(8);r.getdents&&(r.getdents=null);try{r.stream_ops.close&&r.stream_ops.close(r)}catch(a){throw a}finally{y.closeStream(r.fd)}r.fd=null},isClosed(r){return r.fd===null},llseek(r,a,l){if(y.isClosed(r))throw new y.ErrnoError(8);if(!r.seekable||!r.stream_ops.llseek)throw new y.ErrnoError(70);if(l!=0&&l!=1&&l!=2)throw new y.ErrnoError(28);return r.position=r.stream_ops.llseek(r,a,l),r.ungotten=[],r.position},read(r,a,l,h,d){if(G(l>=0),h<0||d<0)throw new y.ErrnoError(28);if(y.isClosed(r))throw new y.ErrnoError(8);if((r.flags&2097155)===1)throw new y.ErrnoError(8);if(y.isDir(r.node.mode))throw new y.ErrnoError(31);if(!r.stream_ops.read)throw new y.ErrnoError(28);var m=typeof d<"u";if(!m)d=r.position;else if(!r.seekable)throw new y.ErrnoError(70);var E=r.stream_ops.read(r,a,l,h,d);return m||(r.position+=E),E},write(r,a,l,h,d,m){if(G(l>=0),h<0||d<0)throw new y.ErrnoError(28);if(y.isClosed(r))throw new y.ErrnoError(8);if((r.flags&2097155)===0)throw new y.ErrnoError(8);if(y.isDir(r.node.mode))throw new y.ErrnoError(31);if(!r.stream_ops.write)throw new y.ErrnoError(28);r.seekable&&r.flags&1024&&y.llseek(r,0,2);var E=typeof d<"u";if(!E)d=r.position;else if(!r.seekable)throw new y.ErrnoError(70);var C=r.stream_ops.write(r,a,l,h,d,m);return E||(r.position+=C),C},mmap(r,a,l,h,d){if((h&2)!==0&&(d&2)===0&&(r.flags&2097155)!==2)throw new y.ErrnoError(2);if((r.flags&2097155)===1)throw new y.ErrnoError(2);if(!r.stream_ops.mmap)throw new y.ErrnoError(43);if(!a)throw new y.ErrnoError(28);return r.stream_ops.mmap(r,a,l,h,d)},msync(r,a,l,h,d){return G(l>=0),r.stream_ops.msync?r.stream_ops.msync(r,a,l,h,d):0},ioctl(r,a,l){if(!r.stream_ops.ioctl)throw new y.ErrnoError(59);return r.stream_ops.ioctl(r,a,l)},readFile(r,a={}){if(a.flags=a.flags||0,a.encoding=a.encoding||"binary",a.encoding!=="utf8"&&a.encoding!=="binary")throw new Error(`Invalid encoding type "${a.encoding}"`);var l=y.open(r,a.flags),h=y.stat(r),d=h.size,m=new Uint8Array(d);return y.read(l,m,0,d,0),a.encoding==="utf8"&&(m=hi(m)),y.close(l),m},writeFile(r,a,l={}){l.flags=l.flags||577;var h=y.open(r,l.flags,l.mode);if(typeof a=="string"&&(a=new Uint8Array(dt(a,!0))),ArrayBuffer.isView(a))y.write(h,a,0,a.byteLength,void 0,l.canOwn);else throw new Error("Unsupported data type");y.close(h)},cwd:()=>y.currentPath,chdir(r){var a=y.lookupPath(r,{follow:!0});if(a.node===null)throw new y.ErrnoError(44);if(!y.isDir(a.node.mode))throw new y.ErrnoError(54);var l=y.nodePermissions(a.node,"x");if(l)throw new y.ErrnoError(l);y.currentPath=a.path},createDefaultDirectories(){y.mkdir("/tmp"),y.mkdir("/home"),y.mkdir("/home/web_user")},createDefaultDevices(){y.mkdir("/dev"),y.registerDevice(y.makedev(1,3),{read:()=>0,write:(h,d,m,E,C)=>E,llseek:()=>0}),y.mkdev("/dev/null",y.makedev(1,3)),st.register(y.makedev(5,0),st.default_tty_ops),st.register(y.makedev(6,0),st.default_tty1_ops),y.mkdev("/dev/tty",y.makedev(5,0)),y.mkdev("/dev/tty1",y.makedev(6,0));var r=new Uint8Array(1024),a=0,l=()=>(a===0&&(ze(r),a=r.byteLength),r[--a]);y.createDevice("/dev","random",l),y.createDevice("/dev","urandom",l),y.mkdir("/dev/shm"),y.mkdir("/dev/shm/tmp")},createSpecialDirectories(){y.mkdir("/proc");var r=y.mkdir("/proc/self");y.mkdir("/proc/self/fd"),y.mount({mount(){var a=y.createNode(r,"fd",16895,73);return a.stream_ops={llseek:ke.stream_ops.llseek},a.node_ops={lookup(l,h){var d=+h,m=y.getStreamChecked(d),E={parent:null,mount:{mountpoint:"fake"},node_ops:{readlink:()=>m.path},id:d+1};return E.parent=E,E},readdir(){return Array.from(y.streams.entries()).filter(([l,h])=>h).map(([l,h])=>l.toString())}},a}},{},"/proc/self/fd")},createStandardStreams(r,a,l){r?y.createDevice("/dev","stdin",r):y.symlink("/dev/tty","/dev/stdin"),a?y.createDevice("/dev","stdout",null,a):y.symlink("/dev/tty","/dev/stdout"),l?y.createDevice("/dev","stderr",null,l):y.symlink("/dev/tty1","/dev/stderr");var h=y.open("/dev/stdin",0),d=y.open("/dev/stdout",1),m=y.open("/dev/stderr",1);G(h.fd===0,`invalid handle for stdin (${h.fd})`),G(d.fd===1,`invalid handle for stdout (${d.fd})`),G(m.fd===2,`invalid handle for stderr (${m.fd})`)},staticInit(){y.nameTable=new Array(4096),y.mount(ke,{},"/"),y.createDefaultDirectories(),y.createDefaultDevices(),y.createSpecialDirectories(),y.filesystems={MEMFS:ke}},init(r,a,l){G(!y.initialized,"FS.init was previously called. If you want to initialize later with custom parameters, remove any earlier calls (note that one is automatically added to the generated code)"),y.initialized=!0,r??(r=t.stdin),a??(a=t.stdout),l??(l=t.stderr),y.createStandardStreams(r,a,l)},quit(){y.initialized=!1,ml(0);for(var r of y.streams)r&&y.close(r)},findObject(r,a){var l=y.analyzePath(r,a);return l.exists?l.object:null},analyzePath(r,a){try{var l=y.lookupPath(r,{follow:!a});r=l.path}catch{}var h={isRoot:!1,exists:!1,error:0,name:null,path:null,object:null,parentExists:!1,parentPath:null,parentObject:null};try{var l=y.lookupPath(r,{parent:!0});h.parentExists=!0,h.parentPath=l.path,h.parentObject=l.node,h.name=$.basename(r),l=y.lookupPath(r,{follow:!a}),h.exists=!0,h.path=l.path,h.object=l.node,h.name=l.node.name,h.isRoot=l.path==="/"}catch(d){h.error=d.errno}return h},createPath(r,a,l,h){r=typeof r=="string"?r:y.getPath(r);for(var d=a.split("/").reverse();d.length;){var m=d.pop();if(m){var E=$.join2(r,m);try{y.mkdir(E)}catch(C){if(C.errno!=20)throw C}r=E}}return E},createFile(r,a,l,h,d){var m=$.join2(typeof r=="string"?r:y.getPath(r),a),E=bi(h,d);return y.create(m,E)},createDataFile(r,a,l,h,d,m){var E=a;r&&(r=typeof r=="string"?r:y.getPath(r),E=a?$.join2(r,a):r);var C=bi(h,d),F=y.create(E,C);if(l){if(typeof l=="string"){for(var X=new Array(l.length),Q=0,oe=l.length;Q<oe;++Q)X[Q]=l.charCodeAt(Q);l=X}y.chmod(F,C|146);var fe=y.open(F,577);y.write(fe,l,0,l.length,0,m),y.close(fe),y.chmod(F,C)}},createDevice(r,a,l,h){var C;var d=$.join2(typeof r=="string"?r:y.getPath(r),a),m=bi(!!l,!!h);(C=y.createDevice).major??(C.major=64);var E=y.makedev(y.createDevice.major++,0);return y.registerDevice(E,{open(F){F.seekable=!1},close(F){h?.buffer?.length&&h(10)},read(F,X,Q,oe,fe){for(var le=0,ye=0;ye<oe;ye++){var Ye;try{Ye=l()}catch{throw new y.ErrnoError(29)}if(Ye===void 0&&le===0)throw new y.ErrnoError(6);if(Ye==null)break;le++,X[Q+ye]=Ye}return le&&(F.node.atime=Date.now()),le},write(F,X,Q,oe,fe){for(var le=0;le<oe;le++)try{h(X[Q+le])}catch{throw new y.ErrnoError(29)}return oe&&(F.node.mtime=F.node.ctime=Date.now()),le}}),y.mkdev(d,m,E)},forceLoadFile(r){if(r.isDevice||r.isFolder||r.link||r.contents)return!0;if(typeof XMLHttpRequest<"u")throw new Error("Lazy loading should have been performed (contents set) in createLazyFile, but it was not. Lazy loading only works in web workers. Use --embed-file or --preload-file in emcc on the main thread.");try{r.contents=D(r.url),r.usedBytes=r.contents.length}catch{throw new y.ErrnoError(29)}},createLazyFile(r,a,l,h,d){class m{constructor(){zn(this,"lengthKnown",!1);zn(this,"chunks",[])}get(le){if(!(le>this.length-1||le<0)){var ye=le%this.chunkSize,Ye=le/this.chunkSize|0;return this.getter(Ye)[ye]}}setDataGetter(le){this.getter=le}cacheLength(){var le=new XMLHttpRequest;if(le.open("HEAD",l,!1),le.send(null),!(le.status>=200&&le.status<300||le.status===304))throw new Error("Couldn't load "+l+". Status: "+le.status);var ye=Number(le.getResponseHeader("Content-length")),Ye,_t=(Ye=le.getResponseHeader("Accept-Ranges"))&&Ye==="bytes",ft=(Ye=le.getResponseHeader("Content-Encoding"))&&Ye==="gzip",Ft=1024*1024;_t||(Ft=ye);var Mt=(Zt,mn)=>{if(Zt>mn)throw new Error("invalid range ("+Zt+", "+mn+") or no bytes requested!");if(mn>ye-1)throw new Error("only "+ye+" bytes available! programmer error!");var Lt=new XMLHttpRequest;if(Lt.open("GET",l,!1),ye!==Ft&&Lt.setRequestHeader("Range","bytes="+Zt+"-"+mn),Lt.responseType="arraybuffer",Lt.overrideMimeType&&Lt.overrideMimeType("text/plain; charset=x-user-defined"),Lt.send(null),!(Lt.status>=200&&Lt.status<300||Lt.status===304))throw new Error("Couldn't load "+l+". Status: "+Lt.status);return Lt.response!==void 0?new Uint8Array(Lt.response||[]):dt(Lt.responseText||"",!0)},cn=this;cn.setDataGetter(Zt=>{var mn=Zt*Ft,Lt=(Zt+1)*Ft-1;if(Lt=Math.min(Lt,ye-1),typeof cn.chunks[Zt]>"u"&&(cn.chunks[Zt]=Mt(mn,Lt)),typeof cn.chunks[Zt]>"u")throw new Error("doXHR failed!");return cn.chunks[Zt]}),(ft||!ye)&&(Ft=ye=1,ye=this.getter(0).length,Ft=ye,O("LazyFiles on gzip forces download of the whole file when length is accessed")),this._length=ye,this._chunkSize=Ft,this.lengthKnown=!0}get length(){return this.lengthKnown||this.cacheLength(),this._length}get chunkSize(){return this.lengthKnown||this.cacheLength(),this._chunkSize}}if(typeof XMLHttpRequest<"u"){if(!s)throw"Cannot do synchronous binary XHRs outside webworkers in modern browsers. Use --embed-file or --preload-file in emcc";var E=new m,C={isDevice:!1,contents:E}}else var C={isDevice:!1,url:l};var F=y.createFile(r,a,C,h,d);C.contents?F.contents=C.contents:C.url&&(F.contents=null,F.url=C.url),Object.defineProperties(F,{usedBytes:{get:function(){return this.contents.length}}});var X={},Q=Object.keys(F.stream_ops);Q.forEach(fe=>{var le=F.stream_ops[fe];X[fe]=(...ye)=>(y.forceLoadFile(F),le(...ye))});function oe(fe,le,ye,Ye,_t){var ft=fe.node.contents;if(_t>=ft.length)return 0;var Ft=Math.min(ft.length-_t,Ye);if(G(Ft>=0),ft.slice)for(var Mt=0;Mt<Ft;Mt++)le[ye+Mt]=ft[_t+Mt];else for(var Mt=0;Mt<Ft;Mt++)le[ye+Mt]=ft.get(_t+Mt);return Ft}return X.read=(fe,le,ye,Ye,_t)=>(y.forceLoadFile(F),oe(fe,le,ye,Ye,_t)),X.mmap=(fe,le,ye,Ye,_t)=>{y.forceLoadFile(F);var ft=Vt(le);if(!ft)throw new y.ErrnoError(48);return oe(fe,ht,ft,le,ye),{ptr:ft,allocated:!0}},F.stream_ops=X,F},absolutePath(){pe("FS.absolutePath has been removed; use PATH_FS.resolve instead")},createFolder(){pe("FS.createFolder has been removed; use FS.mkdir instead")},createLink(){pe("FS.createLink has been removed; use FS.symlink instead")},joinPath(){pe("FS.joinPath has been removed; use PATH.join instead")},mmapAlloc(){pe("FS.mmapAlloc has been replaced by the top level function mmapAlloc")},standardizePath(){pe("FS.standardizePath has been removed; use PATH.normalize instead")}},ct={DEFAULT_POLLMASK:5,calculateAt(r,a,l){if($.isAbs(a))return a;var h;if(r===-100)h=y.cwd();else{var d=ct.getStreamFromFD(r);h=d.path}if(a.length==0){if(!l)throw new y.ErrnoError(44);return h}return h+"/"+a},writeStat(r,a){De[r>>2]=a.dev,De[r+4>>2]=a.mode,$e[r+8>>2]=a.nlink,De[r+12>>2]=a.uid,De[r+16>>2]=a.gid,De[r+20>>2]=a.rdev,W[r+24>>3]=BigInt(a.size),De[r+32>>2]=4096,De[r+36>>2]=a.blocks;var l=a.atime.getTime(),h=a.mtime.getTime(),d=a.ctime.getTime();return W[r+40>>3]=BigInt(Math.floor(l/1e3)),$e[r+48>>2]=l%1e3*1e3*1e3,W[r+56>>3]=BigInt(Math.floor(h/1e3)),$e[r+64>>2]=h%1e3*1e3*1e3,W[r+72>>3]=BigInt(Math.floor(d/1e3)),$e[r+80>>2]=d%1e3*1e3*1e3,W[r+88>>3]=BigInt(a.ino),0},writeStatFs(r,a){De[r+4>>2]=a.bsize,De[r+40>>2]=a.bsize,De[r+8>>2]=a.blocks,De[r+12>>2]=a.bfree,De[r+16>>2]=a.bavail,De[r+20>>2]=a.files,De[r+24>>2]=a.ffree,De[r+28>>2]=a.fsid,De[r+44>>2]=a.flags,De[r+36>>2]=a.namelen},doMsync(r,a,l,h,d){if(!y.isFile(a.node.mode))throw new y.ErrnoError(43);if(h&2)return 0;var m=Rt.slice(r,r+l);y.msync(a,m,d,l,h)},getStreamFromFD(r){var a=y.getStreamChecked(r);return a},varargs:void 0,getStr(r){var a=on(r);return a}};function Mn(r,a,l){try{var h=ct.getStreamFromFD(r);if(G(!l),h.fd===a)return-28;if(a<0||a>=y.MAX_OPEN_FDS)return-8;var d=y.getStream(a);return d&&y.close(d),y.dupStream(h,a).fd}catch(m){if(typeof y>"u"||m.name!=="ErrnoError")throw m;return-m.errno}}var It=()=>{G(ct.varargs!=null);var r=De[+ct.varargs>>2];return ct.varargs+=4,r},Ut=It;function On(r,a,l){ct.varargs=l;try{var h=ct.getStreamFromFD(r);switch(a){case 0:{var d=It();if(d<0)return-28;for(;y.streams[d];)d++;var m;return m=y.dupStream(h,d),m.fd}case 1:case 2:return 0;case 3:return h.flags;case 4:{var d=It();return h.flags|=d,0}case 12:{var d=Ut(),E=0;return xt[d+E>>1]=2,0}case 13:case 14:return 0}return-28}catch(C){if(typeof y>"u"||C.name!=="ErrnoError")throw C;return-C.errno}}function Hs(r,a){try{return ct.writeStat(a,y.fstat(r))}catch(l){if(typeof y>"u"||l.name!=="ErrnoError")throw l;return-l.errno}}function Id(r,a,l){ct.varargs=l;try{var h=ct.getStreamFromFD(r);switch(a){case 21509:return h.tty?0:-59;case 21505:{if(!h.tty)return-59;if(h.tty.ops.ioctl_tcgets){var d=h.tty.ops.ioctl_tcgets(h),m=Ut();De[m>>2]=d.c_iflag||0,De[m+4>>2]=d.c_oflag||0,De[m+8>>2]=d.c_cflag||0,De[m+12>>2]=d.c_lflag||0;for(var E=0;E<32;E++)ht[m+E+17]=d.c_cc[E]||0;return 0}return 0}case 21510:case 21511:case 21512:return h.tty?0:-59;case 21506:case 21507:case 21508:{if(!h.tty)return-59;if(h.tty.ops.ioctl_tcsets){for(var m=Ut(),C=De[m>>2],F=De[m+4>>2],X=De[m+8>>2],Q=De[m+12>>2],oe=[],E=0;E<32;E++)oe.push(ht[m+E+17]);return h.tty.ops.ioctl_tcsets(h.tty,a,{c_iflag:C,c_oflag:F,c_cflag:X,c_lflag:Q,c_cc:oe})}return 0}case 21519:{if(!h.tty)return-59;var m=Ut();return De[m>>2]=0,0}case 21520:return h.tty?-28:-59;case 21531:{var m=Ut();return y.ioctl(h,a,m)}case 21523:{if(!h.tty)return-59;if(h.tty.ops.ioctl_tiocgwinsz){var fe=h.tty.ops.ioctl_tiocgwinsz(h.tty),m=Ut();xt[m>>1]=fe[0],xt[m+2>>1]=fe[1]}return 0}case 21524:return h.tty?0:-59;case 21515:return h.tty?0:-59;default:return-28}}catch(le){if(typeof y>"u"||le.name!=="ErrnoError")throw le;return-le.errno}}function Dd(r,a){try{return r=ct.getStr(r),ct.writeStat(a,y.lstat(r))}catch(l){if(typeof y>"u"||l.name!=="ErrnoError")throw l;return-l.errno}}function Ld(r,a,l,h){try{a=ct.getStr(a);var d=h&256,m=h&4096;return h=h&-6401,G(!h,`unknown flags in __syscall_newfstatat: ${h}`),a=ct.calculateAt(r,a,m),ct.writeStat(l,d?y.lstat(a):y.stat(a))}catch(E){if(typeof y>"u"||E.name!=="ErrnoError")throw E;return-E.errno}}function Fd(r,a,l,h){ct.varargs=h;try{a=ct.getStr(a),a=ct.calculateAt(r,a);var d=h?It():0;return y.open(a,l,d).fd}catch(m){if(typeof y>"u"||m.name!=="ErrnoError")throw m;return-m.errno}}function Nd(r,a){try{return r=ct.getStr(r),ct.writeStat(a,y.stat(r))}catch(l){if(typeof y>"u"||l.name!=="ErrnoError")throw l;return-l.errno}}var Ud=()=>pe("native code called abort()"),qt=r=>{for(var a="";;){var l=Rt[r++];if(!l)return a;a+=String.fromCharCode(l)}},ur={},Xi={},Ws={},Yr=class extends Error{constructor(a){super(a),this.name="BindingError"}},vt=r=>{throw new Yr(r)};function Od(r,a,l={}){var h=a.name;if(r||vt(`type "${h}" must have a positive integer typeid pointer`),Xi.hasOwnProperty(r)){if(l.ignoreDuplicateRegistrations)return;vt(`Cannot register type '${h}' twice`)}if(Xi[r]=a,delete Ws[r],ur.hasOwnProperty(r)){var d=ur[r];delete ur[r],d.forEach(m=>m())}}function Ln(r,a,l={}){if(a.argPackAdvance===void 0)throw new TypeError("registerType registeredInstance requires argPackAdvance");return Od(r,a,l)}var $c=(r,a,l)=>{switch(a){case 1:return l?h=>ht[h]:h=>Rt[h];case 2:return l?h=>xt[h>>1]:h=>Qt[h>>1];case 4:return l?h=>De[h>>2]:h=>$e[h>>2];case 8:return l?h=>W[h>>3]:h=>pn[h>>3];default:throw new TypeError(`invalid integer width (${a}): ${r}`)}},$i=r=>{if(r===null)return"null";var a=typeof r;return a==="object"||a==="array"||a==="function"?r.toString():""+r},qc=(r,a,l,h)=>{if(a<l||a>h)throw new TypeError(`Passing a number "${$i(a)}" from JS side to C/C++ side to an argument of type "${r}", which is outside the valid range [${l}, ${h}]!`)},Bd=(r,a,l,h,d)=>{a=qt(a);let m=h===0n,E=C=>C;if(m){let C=l*8;E=F=>BigInt.asUintN(C,F),d=E(d)}Ln(r,{name:a,fromWireType:E,toWireType:(C,F)=>{if(typeof F=="number")F=BigInt(F);else if(typeof F!="bigint")throw new TypeError(`Cannot convert "${$i(F)}" to ${this.name}`);return qc(a,F,h,d),F},argPackAdvance:Kn,readValueFromPointer:$c(a,l,!m),destructorFunction:null})},Kn=8,kd=(r,a,l,h)=>{a=qt(a),Ln(r,{name:a,fromWireType:function(d){return!!d},toWireType:function(d,m){return m?l:h},argPackAdvance:Kn,readValueFromPointer:function(d){return this.fromWireType(Rt[d])},destructorFunction:null})},zd=r=>({count:r.count,deleteScheduled:r.deleteScheduled,preservePointerOnDelete:r.preservePointerOnDelete,ptr:r.ptr,ptrType:r.ptrType,smartPtr:r.smartPtr,smartPtrType:r.smartPtrType}),rl=r=>{function a(l){return l.$$.ptrType.registeredClass.name}vt(a(r)+" instance already deleted")},sl=!1,Yc=r=>{},Gd=r=>{r.smartPtr?r.smartPtrType.rawDestructor(r.smartPtr):r.ptrType.registeredClass.rawDestructor(r.ptr)},Zc=r=>{r.count.value-=1;var a=r.count.value===0;a&&Gd(r)},jc=(r,a,l)=>{if(a===l)return r;if(l.baseClass===void 0)return null;var h=jc(r,a,l.baseClass);return h===null?null:l.downcast(h)},Jc={},Vd={},Hd=(r,a)=>{for(a===void 0&&vt("ptr should not be undefined");r.baseClass;)a=r.upcast(a),r=r.baseClass;return a},Wd=(r,a)=>(a=Hd(r,a),Vd[a]),Xd=class extends Error{constructor(a){super(a),this.name="InternalError"}},Xs=r=>{throw new Xd(r)},$s=(r,a)=>{(!a.ptrType||!a.ptr)&&Xs("makeClassHandle requires ptr and ptrType");var l=!!a.smartPtrType,h=!!a.smartPtr;return l!==h&&Xs("Both smartPtrType and smartPtr must be specified"),a.count={value:1},Zr(Object.create(r,{$$:{value:a,writable:!0}}))};function Kc(r){var a=this.getPointee(r);if(!a)return this.destructor(r),null;var l=Wd(this.registeredClass,a);if(l!==void 0){if(l.$$.count.value===0)return l.$$.ptr=a,l.$$.smartPtr=r,l.clone();var h=l.clone();return this.destructor(r),h}function d(){return this.isSmartPointer?$s(this.registeredClass.instancePrototype,{ptrType:this.pointeeType,ptr:a,smartPtrType:this,smartPtr:r}):$s(this.registeredClass.instancePrototype,{ptrType:this,ptr:r})}var m=this.registeredClass.getActualType(a),E=Jc[m];if(!E)return d.call(this);var C;this.isConst?C=E.constPointerType:C=E.pointerType;var F=jc(a,this.registeredClass,C.registeredClass);return F===null?d.call(this):this.isSmartPointer?$s(C.registeredClass.instancePrototype,{ptrType:C,ptr:F,smartPtrType:this,smartPtr:r}):$s(C.registeredClass.instancePrototype,{ptrType:C,ptr:F})}var Zr=r=>typeof FinalizationRegistry>"u"?(Zr=a=>a,r):(sl=new FinalizationRegistry(a=>{console.warn(a.leakWarning),Zc(a.$$)}),Zr=a=>{var l=a.$$,h=!!l.smartPtr;if(h){var d={$$:l},m=l.ptrType.registeredClass,E=new Error(`Embind found a leaked C++ instance ${m.name} <${Nt(l.ptr)}>.
We'll free it automatically in this case, but this functionality is not reliable across various environments.
Make sure to invoke .delete() manually once you're done with the instance instead.
Originally allocated`);"captureStackTrace"in Error&&Error.captureStackTrace(E,Kc),d.leakWarning=E.stack.replace(/^Error: /,""),sl.register(a,d,a)}return a},Yc=a=>sl.unregister(a),Zr(r)),qs=[],$d=()=>{for(;qs.length;){var r=qs.pop();r.$$.deleteScheduled=!1,r.delete()}},Qc,qd=()=>{let r=Ys.prototype;Object.assign(r,{isAliasOf(l){if(!(this instanceof Ys)||!(l instanceof Ys))return!1;var h=this.$$.ptrType.registeredClass,d=this.$$.ptr;l.$$=l.$$;for(var m=l.$$.ptrType.registeredClass,E=l.$$.ptr;h.baseClass;)d=h.upcast(d),h=h.baseClass;for(;m.baseClass;)E=m.upcast(E),m=m.baseClass;return h===m&&d===E},clone(){if(this.$$.ptr||rl(this),this.$$.preservePointerOnDelete)return this.$$.count.value+=1,this;var l=Zr(Object.create(Object.getPrototypeOf(this),{$$:{value:zd(this.$$)}}));return l.$$.count.value+=1,l.$$.deleteScheduled=!1,l},delete(){this.$$.ptr||rl(this),this.$$.deleteScheduled&&!this.$$.preservePointerOnDelete&&vt("Object already scheduled for deletion"),Yc(this),Zc(this.$$),this.$$.preservePointerOnDelete||(this.$$.smartPtr=void 0,this.$$.ptr=void 0)},isDeleted(){return!this.$$.ptr},deleteLater(){return this.$$.ptr||rl(this),this.$$.deleteScheduled&&!this.$$.preservePointerOnDelete&&vt("Object already scheduled for deletion"),qs.push(this),qs.length===1&&Qc&&Qc($d),this.$$.deleteScheduled=!0,this}});let a=Symbol.dispose;a&&(r[a]=r.delete)};function Ys(){}var Zs=(r,a)=>Object.defineProperty(a,"name",{value:r}),al=(r,a,l)=>{if(r[a].overloadTable===void 0){var h=r[a];r[a]=function(...d){return r[a].overloadTable.hasOwnProperty(d.length)||vt(`Function '${l}' called with an invalid number of arguments (${d.length}) - expects one of (${r[a].overloadTable})!`),r[a].overloadTable[d.length].apply(this,d)},r[a].overloadTable=[],r[a].overloadTable[h.argCount]=h}},ol=(r,a,l)=>{t.hasOwnProperty(r)?((l===void 0||t[r].overloadTable!==void 0&&t[r].overloadTable[l]!==void 0)&&vt(`Cannot register public name '${r}' twice`),al(t,r,r),t[r].overloadTable.hasOwnProperty(l)&&vt(`Cannot register multiple overloads of a function with the same number of arguments (${l})!`),t[r].overloadTable[l]=a):(t[r]=a,t[r].argCount=l)},Yd=48,Zd=57,jd=r=>{G(typeof r=="string"),r=r.replace(/[^a-zA-Z0-9_]/g,"$");var a=r.charCodeAt(0);return a>=Yd&&a<=Zd?`_${r}`:r};function Jd(r,a,l,h,d,m,E,C){this.name=r,this.constructor=a,this.instancePrototype=l,this.rawDestructor=h,this.baseClass=d,this.getActualType=m,this.upcast=E,this.downcast=C,this.pureVirtualFunctions=[]}var js=(r,a,l)=>{for(;a!==l;)a.upcast||vt(`Expected null or instance of ${l.name}, got an instance of ${a.name}`),r=a.upcast(r),a=a.baseClass;return r};function Kd(r,a){if(a===null)return this.isReference&&vt(`null is not a valid ${this.name}`),0;a.$$||vt(`Cannot pass "${$i(a)}" as a ${this.name}`),a.$$.ptr||vt(`Cannot pass deleted object as a pointer of type ${this.name}`);var l=a.$$.ptrType.registeredClass,h=js(a.$$.ptr,l,this.registeredClass);return h}function Qd(r,a){var l;if(a===null)return this.isReference&&vt(`null is not a valid ${this.name}`),this.isSmartPointer?(l=this.rawConstructor(),r!==null&&r.push(this.rawDestructor,l),l):0;(!a||!a.$$)&&vt(`Cannot pass "${$i(a)}" as a ${this.name}`),a.$$.ptr||vt(`Cannot pass deleted object as a pointer of type ${this.name}`),!this.isConst&&a.$$.ptrType.isConst&&vt(`Cannot convert argument of type ${a.$$.smartPtrType?a.$$.smartPtrType.name:a.$$.ptrType.name} to parameter type ${this.name}`);var h=a.$$.ptrType.registeredClass;if(l=js(a.$$.ptr,h,this.registeredClass),this.isSmartPointer)switch(a.$$.smartPtr===void 0&&vt("Passing raw pointer to smart pointer is illegal"),this.sharingPolicy){case 0:a.$$.smartPtrType===this?l=a.$$.smartPtr:vt(`Cannot convert argument of type ${a.$$.smartPtrType?a.$$.smartPtrType.name:a.$$.ptrType.name} to parameter type ${this.name}`);break;case 1:l=a.$$.smartPtr;break;case 2:if(a.$$.smartPtrType===this)l=a.$$.smartPtr;else{var d=a.clone();l=this.rawShare(l,Yt.toHandle(()=>d.delete())),r!==null&&r.push(this.rawDestructor,l)}break;default:vt("Unsupporting sharing policy")}return l}function ef(r,a){if(a===null)return this.isReference&&vt(`null is not a valid ${this.name}`),0;a.$$||vt(`Cannot pass "${$i(a)}" as a ${this.name}`),a.$$.ptr||vt(`Cannot pass deleted object as a pointer of type ${this.name}`),a.$$.ptrType.isConst&&vt(`Cannot convert argument of type ${a.$$.ptrType.name} to parameter type ${this.name}`);var l=a.$$.ptrType.registeredClass,h=js(a.$$.ptr,l,this.registeredClass);return h}function Js(r){return this.fromWireType($e[r>>2])}var tf=()=>{Object.assign(Ks.prototype,{getPointee(r){return this.rawGetPointee&&(r=this.rawGetPointee(r)),r},destructor(r){this.rawDestructor?.(r)},argPackAdvance:Kn,readValueFromPointer:Js,fromWireType:Kc})};function Ks(r,a,l,h,d,m,E,C,F,X,Q){this.name=r,this.registeredClass=a,this.isReference=l,this.isConst=h,this.isSmartPointer=d,this.pointeeType=m,this.sharingPolicy=E,this.rawGetPointee=C,this.rawConstructor=F,this.rawShare=X,this.rawDestructor=Q,!d&&a.baseClass===void 0?h?(this.toWireType=Kd,this.destructorFunction=null):(this.toWireType=ef,this.destructorFunction=null):this.toWireType=Qd}var eh=(r,a,l)=>{t.hasOwnProperty(r)||Xs("Replacing nonexistent public symbol"),t[r].overloadTable!==void 0&&l!==void 0?t[r].overloadTable[l]=a:(t[r]=a,t[r].argCount=l)},th=[],Qs,be=r=>{var a=th[r];return a||(th[r]=a=Qs.get(r)),G(Qs.get(r)==a,"JavaScript-side Wasm function table mirror is out of date!"),a},Qn=(r,a,l=!1)=>{G(!l,"Async bindings are only supported with JSPI."),r=qt(r);function h(){var m=be(a);return m}var d=h();return typeof d!="function"&&vt(`unknown function pointer with signature ${r}: ${a}`),d};class nf extends Error{}var nh=r=>{var a=xh(r),l=qt(a);return kn(a),l},qi=(r,a)=>{var l=[],h={};function d(m){if(!h[m]&&!Xi[m]){if(Ws[m]){Ws[m].forEach(d);return}l.push(m),h[m]=!0}}throw a.forEach(d),new nf(`${r}: `+l.map(nh).join([", "]))},Bn=(r,a,l)=>{r.forEach(C=>Ws[C]=a);function h(C){var F=l(C);F.length!==r.length&&Xs("Mismatched type converter count");for(var X=0;X<r.length;++X)Ln(r[X],F[X])}var d=new Array(a.length),m=[],E=0;a.forEach((C,F)=>{Xi.hasOwnProperty(C)?d[F]=Xi[C]:(m.push(C),ur.hasOwnProperty(C)||(ur[C]=[]),ur[C].push(()=>{d[F]=Xi[C],++E,E===m.length&&h(d)}))}),m.length===0&&h(d)},rf=(r,a,l,h,d,m,E,C,F,X,Q,oe,fe)=>{Q=qt(Q),m=Qn(d,m),C&&(C=Qn(E,C)),X&&(X=Qn(F,X)),fe=Qn(oe,fe);var le=jd(Q);ol(le,function(){qi(`Cannot construct ${Q} due to unbound types`,[h])}),Bn([r,a,l],h?[h]:[],ye=>{var Lt;ye=ye[0];var Ye,_t;h?(Ye=ye.registeredClass,_t=Ye.instancePrototype):_t=Ys.prototype;var ft=Zs(Q,function(...Ei){if(Object.getPrototypeOf(this)!==Ft)throw new Yr(`Use 'new' to construct ${Q}`);if(Mt.constructor_body===void 0)throw new Yr(`${Q} has no accessible constructor`);var oa=Mt.constructor_body[Ei.length];if(oa===void 0)throw new Yr(`Tried to invoke ctor of ${Q} with invalid number of parameters (${Ei.length}) - expected (${Object.keys(Mt.constructor_body).toString()}) parameters instead!`);return oa.apply(this,Ei)}),Ft=Object.create(_t,{constructor:{value:ft}});ft.prototype=Ft;var Mt=new Jd(Q,ft,Ft,fe,Ye,m,C,X);Mt.baseClass&&((Lt=Mt.baseClass).__derivedClasses??(Lt.__derivedClasses=[]),Mt.baseClass.__derivedClasses.push(Mt));var cn=new Ks(Q,Mt,!0,!1,!1),Zt=new Ks(Q+"*",Mt,!1,!1,!1),mn=new Ks(Q+" const*",Mt,!1,!0,!1);return Jc[r]={pointerType:Zt,constPointerType:mn},eh(le,ft),[cn,Zt,mn]})},ll=r=>{for(;r.length;){var a=r.pop(),l=r.pop();l(a)}};function ih(r){for(var a=1;a<r.length;++a)if(r[a]!==null&&r[a].destructorFunction===void 0)return!0;return!1}function sf(r,a,l,h,d){if(r<a||r>l){var m=a==l?a:`${a} to ${l}`;d(`function ${h} called with ${r} arguments, expected ${m}`)}}function af(r,a,l,h){var d=ih(r),m=r.length-2,E=[],C=["fn"];a&&C.push("thisWired");for(var F=0;F<m;++F)E.push(`arg${F}`),C.push(`arg${F}Wired`);E=E.join(","),C=C.join(",");var X=`return function (${E}) {
`;X+=`checkArgCount(arguments.length, minArgs, maxArgs, humanName, throwBindingError);
`,d&&(X+=`var destructors = [];
`);var Q=d?"destructors":"null",oe=["humanName","throwBindingError","invoker","fn","runDestructors","retType","classParam"];a&&(X+=`var thisWired = classParam['toWireType'](${Q}, this);
`);for(var F=0;F<m;++F)X+=`var arg${F}Wired = argType${F}['toWireType'](${Q}, arg${F});
`,oe.push(`argType${F}`);X+=(l||h?"var rv = ":"")+`invoker(${C});
`;var fe=l?"rv":"";if(d)X+=`runDestructors(destructors);
`;else for(var F=a?1:2;F<r.length;++F){var le=F===1?"thisWired":"arg"+(F-2)+"Wired";r[F].destructorFunction!==null&&(X+=`${le}_dtor(${le});
`,oe.push(`${le}_dtor`))}return l&&(X+=`var ret = retType['fromWireType'](rv);
return ret;
`),X+=`}
`,oe.push("checkArgCount","minArgs","maxArgs"),X=`if (arguments.length !== ${oe.length}){ throw new Error(humanName + "Expected ${oe.length} closure arguments " + arguments.length + " given."); }
${X}`,[oe,X]}function of(r){for(var a=r.length-2,l=r.length-1;l>=2&&r[l].optional;--l)a--;return a}function ea(r,a,l,h,d,m){var E=a.length;E<2&&vt("argTypes array size mismatch! Must at least get return value and 'this' types!"),G(!m,"Async bindings are only supported with JSPI.");for(var C=a[1]!==null&&l!==null,F=ih(a),X=a[0].name!=="void",Q=E-2,oe=of(a),fe=[r,vt,h,d,ll,a[0],a[1]],le=0;le<E-2;++le)fe.push(a[le+2]);if(!F)for(var le=C?1:2;le<a.length;++le)a[le].destructorFunction!==null&&fe.push(a[le].destructorFunction);fe.push(sf,oe,Q);let[ye,Ye]=af(a,C,X,m);var _t=new Function(...ye,Ye)(...fe);return Zs(r,_t)}var ta=(r,a)=>{for(var l=[],h=0;h<r;h++)l.push($e[a+h*4>>2]);return l},cl=r=>{r=r.trim();let a=r.indexOf("(");return a===-1?r:(G(r.endsWith(")"),"Parentheses for argument names should match."),r.slice(0,a))},lf=(r,a,l,h,d,m,E,C,F)=>{var X=ta(l,h);a=qt(a),a=cl(a),m=Qn(d,m,C),Bn([],[r],Q=>{Q=Q[0];var oe=`${Q.name}.${a}`;function fe(){qi(`Cannot call ${oe} due to unbound types`,X)}a.startsWith("@@")&&(a=Symbol[a.substring(2)]);var le=Q.registeredClass.constructor;return le[a]===void 0?(fe.argCount=l-1,le[a]=fe):(al(le,a,oe),le[a].overloadTable[l-1]=fe),Bn([],X,ye=>{var Ye=[ye[0],null].concat(ye.slice(1)),_t=ea(oe,Ye,null,m,E,C);if(le[a].overloadTable===void 0?(_t.argCount=l-1,le[a]=_t):le[a].overloadTable[l-1]=_t,Q.registeredClass.__derivedClasses)for(let ft of Q.registeredClass.__derivedClasses)ft.constructor.hasOwnProperty(a)||(ft.constructor[a]=_t);return[]}),[]})},cf=(r,a,l,h,d,m)=>{G(a>0);var E=ta(a,l);d=Qn(h,d);var C=[m],F=[];Bn([],[r],X=>{X=X[0];var Q=`constructor ${X.name}`;if(X.registeredClass.constructor_body===void 0&&(X.registeredClass.constructor_body=[]),X.registeredClass.constructor_body[a-1]!==void 0)throw new Yr(`Cannot register multiple constructors with identical number of parameters (${a-1}) for class '${X.name}'! Overload resolution is currently only performed using the parameter count, not actual type info!`);return X.registeredClass.constructor_body[a-1]=()=>{qi(`Cannot construct ${X.name} due to unbound types`,E)},Bn([],E,oe=>(oe.splice(1,0,null),X.registeredClass.constructor_body[a-1]=ea(Q,oe,null,d,m),[])),[]})},hf=(r,a,l,h,d,m,E,C,F,X)=>{var Q=ta(l,h);a=qt(a),a=cl(a),m=Qn(d,m,F),Bn([],[r],oe=>{oe=oe[0];var fe=`${oe.name}.${a}`;a.startsWith("@@")&&(a=Symbol[a.substring(2)]),C&&oe.registeredClass.pureVirtualFunctions.push(a);function le(){qi(`Cannot call ${fe} due to unbound types`,Q)}var ye=oe.registeredClass.instancePrototype,Ye=ye[a];return Ye===void 0||Ye.overloadTable===void 0&&Ye.className!==oe.name&&Ye.argCount===l-2?(le.argCount=l-2,le.className=oe.name,ye[a]=le):(al(ye,a,fe),ye[a].overloadTable[l-2]=le),Bn([],Q,_t=>{var ft=ea(fe,_t,oe,m,E,F);return ye[a].overloadTable===void 0?(ft.argCount=l-2,ye[a]=ft):ye[a].overloadTable[l-2]=ft,[]}),[]})},rh=(r,a,l)=>(r instanceof Object||vt(`${l} with invalid "this": ${r}`),r instanceof a.registeredClass.constructor||vt(`${l} incompatible with "this" of type ${r.constructor.name}`),r.$$.ptr||vt(`cannot call emscripten binding method ${l} on deleted object`),js(r.$$.ptr,r.$$.ptrType.registeredClass,a.registeredClass)),uf=(r,a,l,h,d,m,E,C,F,X)=>{a=qt(a),d=Qn(h,d),Bn([],[r],Q=>{Q=Q[0];var oe=`${Q.name}.${a}`,fe={get(){qi(`Cannot access ${oe} due to unbound types`,[l,E])},enumerable:!0,configurable:!0};return F?fe.set=()=>qi(`Cannot access ${oe} due to unbound types`,[l,E]):fe.set=le=>vt(oe+" is a read-only property"),Object.defineProperty(Q.registeredClass.instancePrototype,a,fe),Bn([],F?[l,E]:[l],le=>{var ye=le[0],Ye={get(){var ft=rh(this,Q,oe+" getter");return ye.fromWireType(d(m,ft))},enumerable:!0};if(F){F=Qn(C,F);var _t=le[1];Ye.set=function(ft){var Ft=rh(this,Q,oe+" setter"),Mt=[];F(X,Ft,_t.toWireType(Mt,ft)),ll(Mt)}}return Object.defineProperty(Q.registeredClass.instancePrototype,a,Ye),[]}),[]})},df=(r,a,l)=>{r=qt(r),Bn([],[a],h=>(h=h[0],t[r]=h.fromWireType(l),[]))},sh=[],ei=[0,1,,1,null,1,!0,1,!1,1],hl=r=>{r>9&&--ei[r+1]===0&&(G(ei[r]!==void 0,"Decref for unallocated handle."),ei[r]=void 0,sh.push(r))},Yt={toValue:r=>(r||vt(`Cannot use deleted val. handle = ${r}`),G(r===2||ei[r]!==void 0&&r%2===0,`invalid handle: ${r}`),ei[r]),toHandle:r=>{switch(r){case void 0:return 2;case null:return 4;case!0:return 6;case!1:return 8;default:{let a=sh.pop()||ei.length;return ei[a]=r,ei[a+1]=1,a}}}},ah={name:"emscripten::val",fromWireType:r=>{var a=Yt.toValue(r);return hl(r),a},toWireType:(r,a)=>Yt.toHandle(a),argPackAdvance:Kn,readValueFromPointer:Js,destructorFunction:null},oh=r=>Ln(r,ah),ff=(r,a,l)=>{switch(a){case 1:return l?function(h){return this.fromWireType(ht[h])}:function(h){return this.fromWireType(Rt[h])};case 2:return l?function(h){return this.fromWireType(xt[h>>1])}:function(h){return this.fromWireType(Qt[h>>1])};case 4:return l?function(h){return this.fromWireType(De[h>>2])}:function(h){return this.fromWireType($e[h>>2])};default:throw new TypeError(`invalid integer width (${a}): ${r}`)}},pf=(r,a,l,h)=>{a=qt(a);function d(){}d.values={},Ln(r,{name:a,constructor:d,fromWireType:function(m){return this.constructor.values[m]},toWireType:(m,E)=>E.value,argPackAdvance:Kn,readValueFromPointer:ff(a,l,h),destructorFunction:null}),ol(a,d)},na=(r,a)=>{var l=Xi[r];return l===void 0&&vt(`${a} has unknown type ${nh(r)}`),l},mf=(r,a,l)=>{var h=na(r,"enum");a=qt(a);var d=h.constructor,m=Object.create(h.constructor.prototype,{value:{value:l},constructor:{value:Zs(`${h.name}_${a}`,function(){})}});d.values[l]=m,d[a]=m},gf=(r,a)=>{switch(a){case 4:return function(l){return this.fromWireType(an[l>>2])};case 8:return function(l){return this.fromWireType(en[l>>3])};default:throw new TypeError(`invalid float width (${a}): ${r}`)}},_f=(r,a,l)=>{a=qt(a),Ln(r,{name:a,fromWireType:h=>h,toWireType:(h,d)=>{if(typeof d!="number"&&typeof d!="boolean")throw new TypeError(`Cannot convert ${$i(d)} to ${this.name}`);return d},argPackAdvance:Kn,readValueFromPointer:gf(a,l),destructorFunction:null})},vf=(r,a,l,h,d,m,E,C)=>{var F=ta(a,l);r=qt(r),r=cl(r),d=Qn(h,d,E),ol(r,function(){qi(`Cannot call ${r} due to unbound types`,F)},a-1),Bn([],F,X=>{var Q=[X[0],null].concat(X.slice(1));return eh(r,ea(r,Q,null,d,m,E),a-1),[]})},yf=(r,a,l,h,d)=>{a=qt(a);let m=h===0,E=F=>F;if(m){var C=32-8*l;E=F=>F<<C>>>C,d=E(d)}Ln(r,{name:a,fromWireType:E,toWireType:(F,X)=>{if(typeof X!="number"&&typeof X!="boolean")throw new TypeError(`Cannot convert "${$i(X)}" to ${a}`);return qc(a,X,h,d),X},argPackAdvance:Kn,readValueFromPointer:$c(a,l,h!==0),destructorFunction:null})},xf=(r,a,l)=>{var h=[Int8Array,Uint8Array,Int16Array,Uint16Array,Int32Array,Uint32Array,Float32Array,Float64Array,BigInt64Array,BigUint64Array],d=h[a];function m(E){var C=$e[E>>2],F=$e[E+4>>2];return new d(ht.buffer,F,C)}l=qt(l),Ln(r,{name:l,fromWireType:m,argPackAdvance:Kn,readValueFromPointer:m},{ignoreDuplicateRegistrations:!0})},Sf=Object.assign({optional:!0},ah),Mf=(r,a)=>{Ln(r,Sf)},Yi=(r,a,l)=>(G(typeof l=="number","stringToUTF8(str, outPtr, maxBytesToWrite) is missing the third parameter that specifies the length of the output buffer!"),it(r,Rt,a,l)),bf=(r,a)=>{a=qt(a);var l=!0;Ln(r,{name:a,fromWireType(h){var d=$e[h>>2],m=h+4,E;if(l)for(var C=m,F=0;F<=d;++F){var X=m+F;if(F==d||Rt[X]==0){var Q=X-C,oe=on(C,Q);E===void 0?E=oe:(E+="\0",E+=oe),C=X+1}}else{for(var fe=new Array(d),F=0;F<d;++F)fe[F]=String.fromCharCode(Rt[m+F]);E=fe.join("")}return kn(h),E},toWireType(h,d){d instanceof ArrayBuffer&&(d=new Uint8Array(d));var m,E=typeof d=="string";E||ArrayBuffer.isView(d)&&d.BYTES_PER_ELEMENT==1||vt("Cannot pass non-string to std::string"),l&&E?m=Ge(d):m=d.length;var C=pl(4+m+1),F=C+4;if($e[C>>2]=m,E)if(l)Yi(d,F,m+1);else for(var X=0;X<m;++X){var Q=d.charCodeAt(X);Q>255&&(kn(C),vt("String has UTF-16 code units that do not fit in 8 bits")),Rt[F+X]=Q}else Rt.set(d,F);return h!==null&&h.push(kn,C),C},argPackAdvance:Kn,readValueFromPointer:Js,destructorFunction(h){kn(h)}})},lh=typeof TextDecoder<"u"?new TextDecoder("utf-16le"):void 0,Ef=(r,a)=>{G(r%2==0,"Pointer passed to UTF16ToString must be aligned to two bytes!");for(var l=r>>1,h=l+a/2,d=l;!(d>=h)&&Qt[d];)++d;if(d-l>16&&lh)return lh.decode(Qt.subarray(l,d));for(var m="",E=l;!(E>=h);++E){var C=Qt[E];if(C==0)break;m+=String.fromCharCode(C)}return m},wf=(r,a,l)=>{if(G(a%2==0,"Pointer passed to stringToUTF16 must be aligned to two bytes!"),G(typeof l=="number","stringToUTF16(str, outPtr, maxBytesToWrite) is missing the third parameter that specifies the length of the output buffer!"),l??(l=2147483647),l<2)return 0;l-=2;for(var h=a,d=l<r.length*2?l/2:r.length,m=0;m<d;++m){var E=r.charCodeAt(m);xt[a>>1]=E,a+=2}return xt[a>>1]=0,a-h},Tf=r=>r.length*2,Af=(r,a)=>{G(r%4==0,"Pointer passed to UTF32ToString must be aligned to four bytes!");for(var l="",h=0;!(h>=a/4);h++){var d=De[r+h*4>>2];if(!d)break;l+=String.fromCodePoint(d)}return l},Cf=(r,a,l)=>{if(G(a%4==0,"Pointer passed to stringToUTF32 must be aligned to four bytes!"),G(typeof l=="number","stringToUTF32(str, outPtr, maxBytesToWrite) is missing the third parameter that specifies the length of the output buffer!"),l??(l=2147483647),l<4)return 0;for(var h=a,d=h+l-4,m=0;m<r.length;++m){var E=r.codePointAt(m);if(E>65535&&m++,De[a>>2]=E,a+=4,a+4>d)break}return De[a>>2]=0,a-h},Rf=r=>{for(var a=0,l=0;l<r.length;++l){var h=r.codePointAt(l);h>65535&&l++,a+=4}return a},Pf=(r,a,l)=>{l=qt(l);var h,d,m,E;a===2?(h=Ef,d=wf,E=Tf,m=C=>Qt[C>>1]):a===4&&(h=Af,d=Cf,E=Rf,m=C=>$e[C>>2]),Ln(r,{name:l,fromWireType:C=>{for(var F=$e[C>>2],X,Q=C+4,oe=0;oe<=F;++oe){var fe=C+4+oe*a;if(oe==F||m(fe)==0){var le=fe-Q,ye=h(Q,le);X===void 0?X=ye:(X+="\0",X+=ye),Q=fe+a}}return kn(C),X},toWireType:(C,F)=>{typeof F!="string"&&vt(`Cannot pass non-string to C++ string type ${l}`);var X=E(F),Q=pl(4+X+a);return $e[Q>>2]=X/a,d(F,Q+4,X+a),C!==null&&C.push(kn,Q),Q},argPackAdvance:Kn,readValueFromPointer:Js,destructorFunction(C){kn(C)}})},If=(r,a)=>{oh(r)},Df=(r,a)=>{a=qt(a),Ln(r,{isVoid:!0,name:a,argPackAdvance:0,fromWireType:()=>{},toWireType:(l,h)=>{}})},Lf=()=>{throw new me},ch=(r,a,l)=>{var h=[],d=r.toWireType(h,l);return h.length&&($e[a>>2]=Yt.toHandle(h)),d},Ff=(r,a,l)=>(r=Yt.toValue(r),a=na(a,"emval::as"),ch(a,l,r)),ia=[],Nf=(r,a,l,h)=>(r=ia[r],a=Yt.toValue(a),r(null,a,l,h)),Uf={},ul=r=>{var a=Uf[r];return a===void 0?qt(r):a},Of=(r,a,l,h,d)=>(r=ia[r],a=Yt.toValue(a),l=ul(l),r(a,a[l],h,d)),hh=()=>globalThis,Bf=r=>r===0?Yt.toHandle(hh()):(r=ul(r),Yt.toHandle(hh()[r])),kf=r=>{var a=ia.length;return ia.push(r),a},zf=(r,a)=>{for(var l=new Array(r),h=0;h<r;++h)l[h]=na($e[a+h*4>>2],`parameter ${h}`);return l},Gf=(r,a,l)=>{var h=zf(r,a),d=h.shift();r--;var m=`return function (obj, func, destructorsRef, args) {
`,E=0,C=[];l===0&&C.push("obj");for(var F=["retType"],X=[d],Q=0;Q<r;++Q)C.push(`arg${Q}`),F.push(`argType${Q}`),X.push(h[Q]),m+=`  var arg${Q} = argType${Q}.readValueFromPointer(args${E?"+"+E:""});
`,E+=h[Q].argPackAdvance;var oe=l===1?"new func":"func.call";m+=`  var rv = ${oe}(${C.join(", ")});
`,d.isVoid||(F.push("emval_returnValue"),X.push(ch),m+=`  return emval_returnValue(retType, destructorsRef, rv);
`),m+=`};
`;var fe=new Function(...F,m)(...X),le=`methodCaller<(${h.map(ye=>ye.name).join(", ")}) => ${d.name}>`;return kf(Zs(le,fe))},Vf=(r,a)=>(r=Yt.toValue(r),a=Yt.toValue(a),Yt.toHandle(r[a])),Hf=r=>{r>9&&(ei[r+1]+=1)},Wf=r=>(r=Yt.toValue(r),typeof r=="number"),Xf=r=>(r=Yt.toValue(r),typeof r=="string"),$f=()=>Yt.toHandle([]),qf=r=>Yt.toHandle(ul(r)),Yf=r=>{var a=Yt.toValue(r);ll(a),hl(r)},Zf=(r,a)=>{r=na(r,"_emval_take_value");var l=r.readValueFromPointer(a);return Yt.toHandle(l)},jf=r=>{throw r=Yt.toValue(r),r},Jf=r=>r%4===0&&(r%100!==0||r%400===0),Kf=[0,31,60,91,121,152,182,213,244,274,305,335],Qf=[0,31,59,90,120,151,181,212,243,273,304,334],uh=r=>{var a=Jf(r.getFullYear()),l=a?Kf:Qf,h=l[r.getMonth()]+r.getDate()-1;return h},ep=9007199254740992,tp=-9007199254740992,dl=r=>r<tp||r>ep?NaN:Number(r);function np(r,a){r=dl(r);var l=new Date(r*1e3);De[a>>2]=l.getSeconds(),De[a+4>>2]=l.getMinutes(),De[a+8>>2]=l.getHours(),De[a+12>>2]=l.getDate(),De[a+16>>2]=l.getMonth(),De[a+20>>2]=l.getFullYear()-1900,De[a+24>>2]=l.getDay();var h=uh(l)|0;De[a+28>>2]=h,De[a+36>>2]=-(l.getTimezoneOffset()*60);var d=new Date(l.getFullYear(),0,1),m=new Date(l.getFullYear(),6,1).getTimezoneOffset(),E=d.getTimezoneOffset(),C=(m!=E&&l.getTimezoneOffset()==Math.min(E,m))|0;De[a+32>>2]=C}var ip=function(r){var a=(()=>{var l=new Date(De[r+20>>2]+1900,De[r+16>>2],De[r+12>>2],De[r+8>>2],De[r+4>>2],De[r>>2],0),h=De[r+32>>2],d=l.getTimezoneOffset(),m=new Date(l.getFullYear(),0,1),E=new Date(l.getFullYear(),6,1).getTimezoneOffset(),C=m.getTimezoneOffset(),F=Math.min(C,E);if(h<0)De[r+32>>2]=+(E!=C&&F==d);else if(h>0!=(F==d)){var X=Math.max(C,E),Q=h>0?F:X;l.setTime(l.getTime()+(Q-d)*6e4)}De[r+24>>2]=l.getDay();var oe=uh(l)|0;De[r+28>>2]=oe,De[r>>2]=l.getSeconds(),De[r+4>>2]=l.getMinutes(),De[r+8>>2]=l.getHours(),De[r+12>>2]=l.getDate(),De[r+16>>2]=l.getMonth(),De[r+20>>2]=l.getYear();var fe=l.getTime();return isNaN(fe)?-1:fe/1e3})();return BigInt(a)},rp=(r,a,l,h)=>{var d=new Date().getFullYear(),m=new Date(d,0,1),E=new Date(d,6,1),C=m.getTimezoneOffset(),F=E.getTimezoneOffset(),X=Math.max(C,F);$e[r>>2]=X*60,De[a>>2]=+(C!=F);var Q=le=>{var ye=le>=0?"-":"+",Ye=Math.abs(le),_t=String(Math.floor(Ye/60)).padStart(2,"0"),ft=String(Ye%60).padStart(2,"0");return`UTC${ye}${_t}${ft}`},oe=Q(C),fe=Q(F);G(oe),G(fe),G(Ge(oe)<=16,`timezone name truncated to fit in TZNAME_MAX (${oe})`),G(Ge(fe)<=16,`timezone name truncated to fit in TZNAME_MAX (${fe})`),F<C?(Yi(oe,l,17),Yi(fe,h,17)):(Yi(oe,h,17),Yi(fe,l,17))},dh=()=>performance.now(),fh=()=>Date.now(),sp=1,ap=r=>r>=0&&r<=3;function op(r,a,l){if(a=dl(a),!ap(r))return 28;var h;if(r===0)h=fh();else if(sp)h=dh();else return 52;var d=Math.round(h*1e3*1e3);return W[l>>3]=BigInt(d),0}var ra=[],lp=(r,a)=>{G(Array.isArray(ra)),G(a%16==0),ra.length=0;for(var l;l=Rt[r++];){var h=String.fromCharCode(l),d=["d","f","i","p"];d.push("j"),G(d.includes(h),`Invalid character ${l}("${h}") in readEmAsmArgs! Use only [${d}], and do not specify "v" for void return argument.`);var m=l!=105;m&=l!=112,a+=m&&a%8?4:0,ra.push(l==112?$e[a>>2]:l==106?W[a>>3]:l==105?De[a>>2]:en[a>>3]),a+=m?8:4}return ra},cp=(r,a,l)=>{var h=lp(a,l);return G(yh.hasOwnProperty(r),`No EM_ASM constant found at address ${r}.  The loaded WebAssembly file is likely out of sync with the generated JavaScript.`),yh[r](...h)},hp=(r,a,l)=>cp(r,a,l),ph=()=>2147483648,up=()=>ph(),dp=(r,a)=>(G(a,"alignment argument is required"),Math.ceil(r/a)*a),fp=r=>{var a=Gt.buffer,l=(r-a.byteLength+65535)/65536|0;try{return Gt.grow(l),Dt(),1}catch(h){R(`growMemory: Attempted to grow heap from ${a.byteLength} bytes to ${r} bytes, but got error: ${h}`)}},pp=r=>{var a=Rt.length;r>>>=0,G(r>a);var l=ph();if(r>l)return R(`Cannot enlarge memory, requested ${r} bytes, but the limit is ${l} bytes!`),!1;for(var h=1;h<=4;h*=2){var d=a*(1+.2/h);d=Math.min(d,r+100663296);var m=Math.min(l,dp(Math.max(r,d),65536)),E=fp(m);if(E)return!0}return R(`Failed to grow the heap from ${a} bytes to ${m} bytes, not enough memory!`),!1},fl={},mp=()=>p||"./this.program",jr=()=>{if(!jr.strings){var r=(typeof navigator=="object"&&navigator.language||"C").replace("-","_")+".UTF-8",a={USER:"web_user",LOGNAME:"web_user",PATH:"/",PWD:"/",HOME:"/home/web_user",LANG:r,_:mp()};for(var l in fl)fl[l]===void 0?delete a[l]:a[l]=fl[l];var h=[];for(var l in a)h.push(`${l}=${a[l]}`);jr.strings=h}return jr.strings},gp=(r,a)=>{var l=0,h=0;for(var d of jr()){var m=a+l;$e[r+h>>2]=m,l+=Yi(d,m,1/0)+1,h+=4}return 0},_p=(r,a)=>{var l=jr();$e[r>>2]=l.length;var h=0;for(var d of l)h+=Ge(d)+1;return $e[a>>2]=h,0},mh=0,gh=()=>Et||mh>0,vp=r=>{ie=r,gh()||(t.onExit?.(r),z=!0),g(r,new Ae(r))},yp=(r,a)=>{if(ie=r,Lg(),gh()&&!a){var l=`program exited (with status: ${r}), but keepRuntimeAlive() is set (counter=${mh}) due to an async operation, so halting execution but not exiting the runtime or preventing further async execution (you can use emscripten_force_exit, if you want to force a true shutdown)`;ut?.(l),R(l)}vp(r)},xp=yp;function Sp(r){try{var a=ct.getStreamFromFD(r);return y.close(a),0}catch(l){if(typeof y>"u"||l.name!=="ErrnoError")throw l;return l.errno}}var Mp=(r,a,l,h)=>{for(var d=0,m=0;m<l;m++){var E=$e[a>>2],C=$e[a+4>>2];a+=8;var F=y.read(r,ht,E,C,h);if(F<0)return-1;if(d+=F,F<C)break;typeof h<"u"&&(h+=F)}return d};function bp(r,a,l,h){try{var d=ct.getStreamFromFD(r),m=Mp(d,a,l);return $e[h>>2]=m,0}catch(E){if(typeof y>"u"||E.name!=="ErrnoError")throw E;return E.errno}}function Ep(r,a,l,h){a=dl(a);try{if(isNaN(a))return 61;var d=ct.getStreamFromFD(r);return y.llseek(d,a,l),W[h>>3]=BigInt(d.position),d.getdents&&a===0&&l===0&&(d.getdents=null),0}catch(m){if(typeof y>"u"||m.name!=="ErrnoError")throw m;return m.errno}}var wp=(r,a,l,h)=>{for(var d=0,m=0;m<l;m++){var E=$e[a>>2],C=$e[a+4>>2];a+=8;var F=y.write(r,ht,E,C,h);if(F<0)return-1;if(d+=F,F<C)break;typeof h<"u"&&(h+=F)}return d};function Tp(r,a,l,h){try{var d=ct.getStreamFromFD(r),m=wp(d,a,l);return $e[h>>2]=m,0}catch(E){if(typeof y>"u"||E.name!=="ErrnoError")throw E;return E.errno}}var Ap=r=>r,Cp=r=>{var a=t["_"+r];return G(a,"Cannot call unknown function "+r+", make sure it is exported"),a},Rp=(r,a)=>{G(r.length>=0,"writeArrayToMemory array must have a length (should be an array or typed array)"),ht.set(r,a)},sa=r=>wh(r),Pp=r=>{var a=Ge(r)+1,l=sa(a);return Yi(r,l,a),l},_h=(r,a,l,h,d)=>{var m={string:ye=>{var Ye=0;return ye!=null&&ye!==0&&(Ye=Pp(ye)),Ye},array:ye=>{var Ye=sa(ye.length);return Rp(ye,Ye),Ye}};function E(ye){return a==="string"?on(ye):a==="boolean"?!!ye:ye}var C=Cp(r),F=[],X=0;if(G(a!=="array",'Return type should not be "array".'),h)for(var Q=0;Q<h.length;Q++){var oe=m[l[Q]];oe?(X===0&&(X=ge()),F[Q]=oe(h[Q])):F[Q]=h[Q]}var fe=C(...F);function le(ye){return X!==0&&ve(X),E(ye)}return fe=le(fe),fe},Ip=(r,a,l,h)=>(...d)=>_h(r,a,l,d,h),Dp=(...r)=>y.createPath(...r),Lp=(...r)=>y.unlink(...r),Fp=(...r)=>y.createLazyFile(...r),Np=(...r)=>y.createDevice(...r),Up=r=>aa(r),Op=r=>_l(r),Bp=r=>{var a=ge(),l=sa(4),h=sa(4);Ah(r,l,h);var d=$e[l>>2],m=$e[h>>2],E=on(d);kn(d);var C;return m&&(C=on(m),kn(m)),ve(a),[E,C]},vh=r=>Bp(r);y.createPreloadedFile=Zn,y.staticInit(),qd(),tf(),G(ei.length===10),t.noExitRuntime&&(Et=t.noExitRuntime),t.preloadPlugins&&(tn=t.preloadPlugins),t.print&&(O=t.print),t.printErr&&(R=t.printErr),t.wasmBinary&&(ee=t.wasmBinary),Gp(),t.arguments&&(f=t.arguments),t.thisProgram&&(p=t.thisProgram),G(typeof t.memoryInitializerPrefixURL>"u","Module.memoryInitializerPrefixURL option was removed, use Module.locateFile instead"),G(typeof t.pthreadMainPrefixURL>"u","Module.pthreadMainPrefixURL option was removed, use Module.locateFile instead"),G(typeof t.cdInitializerPrefixURL>"u","Module.cdInitializerPrefixURL option was removed, use Module.locateFile instead"),G(typeof t.filePackagePrefixURL>"u","Module.filePackagePrefixURL option was removed, use Module.locateFile instead"),G(typeof t.read>"u","Module.read option was removed"),G(typeof t.readAsync>"u","Module.readAsync option was removed (modify readAsync in JS)"),G(typeof t.readBinary>"u","Module.readBinary option was removed (modify readBinary in JS)"),G(typeof t.setWindowTitle>"u","Module.setWindowTitle option was removed (modify emscripten_set_window_title in JS)"),G(typeof t.TOTAL_MEMORY>"u","Module.TOTAL_MEMORY has been renamed Module.INITIAL_MEMORY"),G(typeof t.ENVIRONMENT>"u","Module.ENVIRONMENT has been deprecated. To force the environment, use the ENVIRONMENT compile-time option (for example, -sENVIRONMENT=web or -sENVIRONMENT=node)"),G(typeof t.STACK_SIZE>"u","STACK_SIZE can no longer be set at runtime.  Use -sSTACK_SIZE at link time"),G(typeof t.wasmMemory>"u","Use of `wasmMemory` detected.  Use -sIMPORTED_MEMORY to define wasmMemory externally"),G(typeof t.INITIAL_MEMORY>"u","Detected runtime INITIAL_MEMORY setting.  Use -sIMPORTED_MEMORY to define wasmMemory dynamically"),t.addRunDependency=_e,t.removeRunDependency=de,t.ccall=_h,t.cwrap=Ip,t.FS_createPreloadedFile=Zn,t.FS_unlink=Lp,t.FS_createPath=Dp,t.FS_createDevice=Np,t.FS=y,t.FS_createDataFile=$t,t.FS_createLazyFile=Fp,t.MEMFS=ke;var kp=["writeI53ToI64","writeI53ToI64Clamped","writeI53ToI64Signaling","writeI53ToU64Clamped","writeI53ToU64Signaling","readI53FromI64","readI53FromU64","convertI32PairToI53","convertI32PairToI53Checked","convertU32PairToI53","getTempRet0","zeroMemory","withStackSave","inetPton4","inetNtop4","inetPton6","inetNtop6","readSockaddr","writeSockaddr","emscriptenLog","runMainThreadEmAsm","jstoi_q","autoResumeAudioContext","getDynCaller","dynCall","handleException","runtimeKeepalivePush","runtimeKeepalivePop","callUserCallback","maybeExit","asmjsMangle","HandleAllocator","getNativeTypeSize","addOnInit","addOnPostCtor","addOnPreMain","addOnExit","STACK_SIZE","STACK_ALIGN","POINTER_SIZE","ASSERTIONS","uleb128Encode","sigToWasmTypes","generateFuncType","convertJsFunctionToWasm","getEmptyTableSlot","updateTableMap","getFunctionAddress","addFunction","removeFunction","reallyNegative","unSign","strLen","reSign","formatString","intArrayToString","stringToAscii","stringToNewUTF8","registerKeyEventCallback","maybeCStringToJsString","findEventTarget","getBoundingClientRect","fillMouseEventData","registerMouseEventCallback","registerWheelEventCallback","registerUiEventCallback","registerFocusEventCallback","fillDeviceOrientationEventData","registerDeviceOrientationEventCallback","fillDeviceMotionEventData","registerDeviceMotionEventCallback","screenOrientation","fillOrientationChangeEventData","registerOrientationChangeEventCallback","fillFullscreenChangeEventData","registerFullscreenChangeEventCallback","JSEvents_requestFullscreen","JSEvents_resizeCanvasForFullscreen","registerRestoreOldStyle","hideEverythingExceptGivenElement","restoreHiddenElements","setLetterbox","softFullscreenResizeWebGLRenderTarget","doRequestFullscreen","fillPointerlockChangeEventData","registerPointerlockChangeEventCallback","registerPointerlockErrorEventCallback","requestPointerLock","fillVisibilityChangeEventData","registerVisibilityChangeEventCallback","registerTouchEventCallback","fillGamepadEventData","registerGamepadEventCallback","registerBeforeUnloadEventCallback","fillBatteryEventData","battery","registerBatteryEventCallback","setCanvasElementSize","getCanvasElementSize","jsStackTrace","getCallstack","convertPCtoSourceLocation","wasiRightsToMuslOFlags","wasiOFlagsToMuslOFlags","safeSetTimeout","setImmediateWrapped","safeRequestAnimationFrame","clearImmediateWrapped","registerPostMainLoop","registerPreMainLoop","getPromise","makePromise","idsToPromises","makePromiseCallback","Browser_asyncPrepareDataCounter","arraySum","addDays","getSocketFromFD","getSocketAddress","FS_mkdirTree","_setNetworkCallback","heapObjectForWebGLType","toTypedArrayIndex","webgl_enable_ANGLE_instanced_arrays","webgl_enable_OES_vertex_array_object","webgl_enable_WEBGL_draw_buffers","webgl_enable_WEBGL_multi_draw","webgl_enable_EXT_polygon_offset_clamp","webgl_enable_EXT_clip_control","webgl_enable_WEBGL_polygon_mode","emscriptenWebGLGet","computeUnpackAlignedImageSize","colorChannelsInGlTextureFormat","emscriptenWebGLGetTexPixelData","emscriptenWebGLGetUniform","webglGetUniformLocation","webglPrepareUniformLocationsBeforeFirstUse","webglGetLeftBracePos","emscriptenWebGLGetVertexAttrib","__glGetActiveAttribOrUniform","writeGLArray","registerWebGlEventCallback","runAndAbortIfError","ALLOC_NORMAL","ALLOC_STACK","allocate","writeStringToMemory","writeAsciiToMemory","demangle","stackTrace","getFunctionArgsName","createJsInvokerSignature","PureVirtualError","registerInheritedInstance","unregisterInheritedInstance","getInheritedInstanceCount","getLiveInheritedInstances","setDelayFunction","count_emval_handles"];kp.forEach(Ke);var zp=["run","out","err","callMain","abort","wasmMemory","wasmExports","HEAPF32","HEAPF64","HEAP8","HEAPU8","HEAP16","HEAPU16","HEAP32","HEAPU32","HEAP64","HEAPU64","writeStackCookie","checkStackCookie","INT53_MAX","INT53_MIN","bigintToI53Checked","stackSave","stackRestore","stackAlloc","setTempRet0","ptrToString","exitJS","getHeapMax","growMemory","ENV","ERRNO_CODES","strError","DNS","Protocols","Sockets","timers","warnOnce","readEmAsmArgsArray","readEmAsmArgs","runEmAsmFunction","getExecutableName","keepRuntimeAlive","asyncLoad","alignMemory","mmapAlloc","wasmTable","getUniqueRunDependency","noExitRuntime","addOnPreRun","addOnPostRun","freeTableIndexes","functionsInTableMap","setValue","getValue","PATH","PATH_FS","UTF8Decoder","UTF8ArrayToString","UTF8ToString","stringToUTF8Array","stringToUTF8","lengthBytesUTF8","intArrayFromString","AsciiToString","UTF16Decoder","UTF16ToString","stringToUTF16","lengthBytesUTF16","UTF32ToString","stringToUTF32","lengthBytesUTF32","stringToUTF8OnStack","writeArrayToMemory","JSEvents","specialHTMLTargets","findCanvasEventTarget","currentFullscreenStrategy","restoreOldWindowedStyle","UNWIND_CACHE","ExitStatus","getEnvStrings","checkWasiClock","doReadv","doWritev","initRandomFill","randomFill","emSetImmediate","emClearImmediate_deps","emClearImmediate","promiseMap","uncaughtExceptionCount","exceptionLast","exceptionCaught","ExceptionInfo","findMatchingCatch","getExceptionMessageCommon","Browser","requestFullscreen","requestFullScreen","setCanvasSize","getUserMedia","createContext","getPreloadedImageData__data","wget","MONTH_DAYS_REGULAR","MONTH_DAYS_LEAP","MONTH_DAYS_REGULAR_CUMULATIVE","MONTH_DAYS_LEAP_CUMULATIVE","isLeapYear","ydayFromDate","SYSCALLS","preloadPlugins","FS_modeStringToFlags","FS_getMode","FS_stdin_getChar_buffer","FS_stdin_getChar","FS_readFile","FS_root","FS_mounts","FS_devices","FS_streams","FS_nextInode","FS_nameTable","FS_currentPath","FS_initialized","FS_ignorePermissions","FS_filesystems","FS_syncFSRequests","FS_readFiles","FS_lookupPath","FS_getPath","FS_hashName","FS_hashAddNode","FS_hashRemoveNode","FS_lookupNode","FS_createNode","FS_destroyNode","FS_isRoot","FS_isMountpoint","FS_isFile","FS_isDir","FS_isLink","FS_isChrdev","FS_isBlkdev","FS_isFIFO","FS_isSocket","FS_flagsToPermissionString","FS_nodePermissions","FS_mayLookup","FS_mayCreate","FS_mayDelete","FS_mayOpen","FS_checkOpExists","FS_nextfd","FS_getStreamChecked","FS_getStream","FS_createStream","FS_closeStream","FS_dupStream","FS_doSetAttr","FS_chrdev_stream_ops","FS_major","FS_minor","FS_makedev","FS_registerDevice","FS_getDevice","FS_getMounts","FS_syncfs","FS_mount","FS_unmount","FS_lookup","FS_mknod","FS_statfs","FS_statfsStream","FS_statfsNode","FS_create","FS_mkdir","FS_mkdev","FS_symlink","FS_rename","FS_rmdir","FS_readdir","FS_readlink","FS_stat","FS_fstat","FS_lstat","FS_doChmod","FS_chmod","FS_lchmod","FS_fchmod","FS_doChown","FS_chown","FS_lchown","FS_fchown","FS_doTruncate","FS_truncate","FS_ftruncate","FS_utime","FS_open","FS_close","FS_isClosed","FS_llseek","FS_read","FS_write","FS_mmap","FS_msync","FS_ioctl","FS_writeFile","FS_cwd","FS_chdir","FS_createDefaultDirectories","FS_createDefaultDevices","FS_createSpecialDirectories","FS_createStandardStreams","FS_staticInit","FS_init","FS_quit","FS_findObject","FS_analyzePath","FS_createFile","FS_forceLoadFile","FS_absolutePath","FS_createFolder","FS_createLink","FS_joinPath","FS_mmapAlloc","FS_standardizePath","TTY","PIPEFS","SOCKFS","tempFixedLengthArray","miniTempWebGLFloatBuffers","miniTempWebGLIntBuffers","GL","AL","GLUT","EGL","GLEW","IDBStore","SDL","SDL_gfx","allocateUTF8","allocateUTF8OnStack","print","printErr","jstoi_s","InternalError","BindingError","throwInternalError","throwBindingError","registeredTypes","awaitingDependencies","typeDependencies","tupleRegistrations","structRegistrations","sharedRegisterType","whenDependentTypesAreResolved","getTypeName","getFunctionName","heap32VectorToArray","requireRegisteredType","usesDestructorStack","checkArgCount","getRequiredArgCount","createJsInvoker","UnboundTypeError","GenericWireTypeSize","EmValType","EmValOptionalType","throwUnboundTypeError","ensureOverloadTable","exposePublicSymbol","replacePublicSymbol","createNamedFunction","embindRepr","registeredInstances","getBasestPointer","getInheritedInstance","registeredPointers","registerType","integerReadValueFromPointer","enumReadValueFromPointer","floatReadValueFromPointer","assertIntegerRange","readPointer","runDestructors","craftInvokerFunction","embind__requireFunction","genericPointerToWireType","constNoSmartPtrRawPointerToWireType","nonConstNoSmartPtrRawPointerToWireType","init_RegisteredPointer","RegisteredPointer","RegisteredPointer_fromWireType","runDestructor","releaseClassHandle","finalizationRegistry","detachFinalizer_deps","detachFinalizer","attachFinalizer","makeClassHandle","init_ClassHandle","ClassHandle","throwInstanceAlreadyDeleted","deletionQueue","flushPendingDeletes","delayFunction","RegisteredClass","shallowCopyInternalPointer","downcastPointer","upcastPointer","validateThis","char_0","char_9","makeLegalFunctionName","emval_freelist","emval_handles","emval_symbols","getStringOrSymbol","Emval","emval_get_global","emval_returnValue","emval_lookupTypes","emval_methodCallers","emval_addMethodCaller"];zp.forEach(bt),t.incrementExceptionRefcount=Up,t.decrementExceptionRefcount=Op,t.getExceptionMessage=vh;function Gp(){Ze("fetchSettings")}var yh={679512:()=>{typeof t<"u"&&"mjDISABLESTRING mjENABLESTRING mjFRAMESTRING mjLABELSTRING mjRNDSTRING mjTIMERSTRING mjVISSTRING".split(" ").forEach(function(r){Object.defineProperty(t,r,{get:function(){return t["get_"+r]()},set:function(a){},enumerable:!0,configurable:!0})})}},xh=Pe("___getTypeName"),pl=Pe("_malloc"),Vp=Pe("___cxa_free_exception"),ml=Pe("_fflush"),kn=Pe("_free"),gl=Pe("_emscripten_stack_get_end"),Hp=Pe("_emscripten_stack_get_base"),Sh=Pe("_strerror"),xe=Pe("_setThrew"),Mh=Pe("__emscripten_tempret_set"),bh=Pe("_emscripten_stack_init"),Wp=Pe("_emscripten_stack_get_free"),Eh=Pe("__emscripten_stack_restore"),wh=Pe("__emscripten_stack_alloc"),Th=Pe("_emscripten_stack_get_current"),_l=Pe("___cxa_decrement_exception_refcount"),aa=Pe("___cxa_increment_exception_refcount"),Ah=Pe("___get_exception_message"),Ch=Pe("___cxa_can_catch"),Rh=Pe("___cxa_get_exception_ptr");function Xp(r){xh=Me("__getTypeName",1),pl=Me("malloc",1),Vp=Me("__cxa_free_exception",1),ml=Me("fflush",1),kn=Me("free",1),gl=r.emscripten_stack_get_end,Hp=r.emscripten_stack_get_base,Sh=Me("strerror",1),xe=Me("setThrew",2),Mh=Me("_emscripten_tempret_set",1),bh=r.emscripten_stack_init,Wp=r.emscripten_stack_get_free,Eh=r._emscripten_stack_restore,wh=r._emscripten_stack_alloc,Th=r.emscripten_stack_get_current,_l=Me("__cxa_decrement_exception_refcount",1),aa=Me("__cxa_increment_exception_refcount",1),Ah=Me("__get_exception_message",3),Ch=Me("__cxa_can_catch",3),Rh=Me("__cxa_get_exception_ptr",1)}var Ph={__assert_fail:$r,__cxa_begin_catch:lr,__cxa_current_primary_exception:Vs,__cxa_end_catch:Hi,__cxa_find_matching_catch_2:tl,__cxa_find_matching_catch_3:nl,__cxa_find_matching_catch_4:il,__cxa_rethrow:qr,__cxa_rethrow_primary_exception:A,__cxa_throw:V,__cxa_uncaught_exceptions:te,__resumeException:J,__syscall_dup3:Mn,__syscall_fcntl64:On,__syscall_fstat64:Hs,__syscall_ioctl:Id,__syscall_lstat64:Dd,__syscall_newfstatat:Ld,__syscall_openat:Fd,__syscall_stat64:Nd,_abort_js:Ud,_embind_register_bigint:Bd,_embind_register_bool:kd,_embind_register_class:rf,_embind_register_class_class_function:lf,_embind_register_class_constructor:cf,_embind_register_class_function:hf,_embind_register_class_property:uf,_embind_register_constant:df,_embind_register_emval:oh,_embind_register_enum:pf,_embind_register_enum_value:mf,_embind_register_float:_f,_embind_register_function:vf,_embind_register_integer:yf,_embind_register_memory_view:xf,_embind_register_optional:Mf,_embind_register_std_string:bf,_embind_register_std_wstring:Pf,_embind_register_user_type:If,_embind_register_void:Df,_emscripten_throw_longjmp:Lf,_emval_as:Ff,_emval_call:Nf,_emval_call_method:Of,_emval_decref:hl,_emval_get_global:Bf,_emval_get_method_caller:Gf,_emval_get_property:Vf,_emval_incref:Hf,_emval_is_number:Wf,_emval_is_string:Xf,_emval_new_array:$f,_emval_new_cstring:qf,_emval_run_destructors:Yf,_emval_take_value:Zf,_emval_throw:jf,_localtime_js:np,_mktime_js:ip,_tzset_js:rp,clock_time_get:op,emscripten_asm_const_int:hp,emscripten_date_now:fh,emscripten_get_heap_max:up,emscripten_get_now:dh,emscripten_resize_heap:pp,environ_get:gp,environ_sizes_get:_p,exit:xp,fd_close:Sp,fd_read:bp,fd_seek:Ep,fd_write:Tp,invoke_ddd:vg,invoke_dddi:Nm,invoke_dddidi:Um,invoke_ddidi:Fm,invoke_di:Om,invoke_dii:wm,invoke_diii:sm,invoke_diiii:Lm,invoke_diiiidd:Im,invoke_diiiidi:lm,invoke_diiiii:em,invoke_diiiiii:pm,invoke_diiiiiii:Bm,invoke_diiiiiiiii:dm,invoke_diiiiiiiiiiii:fm,invoke_fiii:Rg,invoke_i:tm,invoke_id:ig,invoke_ii:Yp,invoke_iid:Ym,invoke_iidddd:bg,invoke_iidiii:Mm,invoke_iidiiid:xm,invoke_iidiiiiidi:bm,invoke_iif:Mg,invoke_iii:$p,invoke_iiid:Em,invoke_iiididdddddd:Sm,invoke_iiidiiiiiiii:ym,invoke_iiii:Jp,invoke_iiiidddiiiii:zm,invoke_iiiii:rm,invoke_iiiiid:sg,invoke_iiiiii:Qm,invoke_iiiiiii:jm,invoke_iiiiiiii:qm,invoke_iiiiiiiidd:ag,invoke_iiiiiiiii:Pm,invoke_iiiiiiiiii:Jm,invoke_iiiiiiiiiidddiiiiiiiii:vm,invoke_iiiiiiiiiii:Cg,invoke_iiiiiiiiiiii:Pg,invoke_iiiiiiiiiiiii:ug,invoke_iiij:Km,invoke_iiji:rg,invoke_j:Tg,invoke_ji:gg,invoke_jiiii:eg,invoke_jij:_g,invoke_v:jp,invoke_vi:Zp,invoke_vid:Zm,invoke_viddd:tg,invoke_vidddd:ng,invoke_vidi:Dm,invoke_vidiii:gm,invoke_vii:Qp,invoke_viid:Cm,invoke_viiddi:hg,invoke_viiddidi:cg,invoke_viiddii:km,invoke_viidi:Am,invoke_viidii:om,invoke_viidiii:Xm,invoke_viidiiid:Hm,invoke_viidiiiii:_m,invoke_viidiiiiidi:$m,invoke_viidiiiiiiii:mm,invoke_viii:qp,invoke_viiid:hm,invoke_viiidd:lg,invoke_viiidi:Tm,invoke_viiididdddddd:Wm,invoke_viiidiiiiiiii:Vm,invoke_viiii:im,invoke_viiiiddd:og,invoke_viiiidi:yg,invoke_viiiifi:xg,invoke_viiiii:Kp,invoke_viiiiid:cm,invoke_viiiiii:nm,invoke_viiiiiii:am,invoke_viiiiiiii:Rm,invoke_viiiiiiiiii:pg,invoke_viiiiiiiiiidddiiiiiiiii:Gm,invoke_viiiiiiiiiiid:um,invoke_viiiiiiiiiiiii:fg,invoke_viiiiiiiiiiiiiii:Ig,invoke_viiiiiiiiiiiiiiiiii:mg,invoke_viiiij:Eg,invoke_viij:wg,invoke_viijii:Ag,invoke_vij:Sg,invoke_vijjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj:dg,llvm_eh_typeid_for:Ap},Zi=await we();function $p(r,a,l){var h=ge();try{return be(r)(a,l)}catch(d){if(ve(h),!(d instanceof H))throw d;xe(1,0)}}function qp(r,a,l,h){var d=ge();try{be(r)(a,l,h)}catch(m){if(ve(d),!(m instanceof H))throw m;xe(1,0)}}function Yp(r,a){var l=ge();try{return be(r)(a)}catch(h){if(ve(l),!(h instanceof H))throw h;xe(1,0)}}function Zp(r,a){var l=ge();try{be(r)(a)}catch(h){if(ve(l),!(h instanceof H))throw h;xe(1,0)}}function jp(r){var a=ge();try{be(r)()}catch(l){if(ve(a),!(l instanceof H))throw l;xe(1,0)}}function Jp(r,a,l,h){var d=ge();try{return be(r)(a,l,h)}catch(m){if(ve(d),!(m instanceof H))throw m;xe(1,0)}}function Kp(r,a,l,h,d,m){var E=ge();try{be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function Qp(r,a,l){var h=ge();try{be(r)(a,l)}catch(d){if(ve(h),!(d instanceof H))throw d;xe(1,0)}}function em(r,a,l,h,d,m){var E=ge();try{return be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function tm(r){var a=ge();try{return be(r)()}catch(l){if(ve(a),!(l instanceof H))throw l;xe(1,0)}}function nm(r,a,l,h,d,m,E){var C=ge();try{be(r)(a,l,h,d,m,E)}catch(F){if(ve(C),!(F instanceof H))throw F;xe(1,0)}}function im(r,a,l,h,d){var m=ge();try{be(r)(a,l,h,d)}catch(E){if(ve(m),!(E instanceof H))throw E;xe(1,0)}}function rm(r,a,l,h,d){var m=ge();try{return be(r)(a,l,h,d)}catch(E){if(ve(m),!(E instanceof H))throw E;xe(1,0)}}function sm(r,a,l,h){var d=ge();try{return be(r)(a,l,h)}catch(m){if(ve(d),!(m instanceof H))throw m;xe(1,0)}}function am(r,a,l,h,d,m,E,C){var F=ge();try{be(r)(a,l,h,d,m,E,C)}catch(X){if(ve(F),!(X instanceof H))throw X;xe(1,0)}}function om(r,a,l,h,d,m){var E=ge();try{be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function lm(r,a,l,h,d,m,E){var C=ge();try{return be(r)(a,l,h,d,m,E)}catch(F){if(ve(C),!(F instanceof H))throw F;xe(1,0)}}function cm(r,a,l,h,d,m,E){var C=ge();try{be(r)(a,l,h,d,m,E)}catch(F){if(ve(C),!(F instanceof H))throw F;xe(1,0)}}function hm(r,a,l,h,d){var m=ge();try{be(r)(a,l,h,d)}catch(E){if(ve(m),!(E instanceof H))throw E;xe(1,0)}}function um(r,a,l,h,d,m,E,C,F,X,Q,oe,fe){var le=ge();try{be(r)(a,l,h,d,m,E,C,F,X,Q,oe,fe)}catch(ye){if(ve(le),!(ye instanceof H))throw ye;xe(1,0)}}function dm(r,a,l,h,d,m,E,C,F,X){var Q=ge();try{return be(r)(a,l,h,d,m,E,C,F,X)}catch(oe){if(ve(Q),!(oe instanceof H))throw oe;xe(1,0)}}function fm(r,a,l,h,d,m,E,C,F,X,Q,oe,fe){var le=ge();try{return be(r)(a,l,h,d,m,E,C,F,X,Q,oe,fe)}catch(ye){if(ve(le),!(ye instanceof H))throw ye;xe(1,0)}}function pm(r,a,l,h,d,m,E){var C=ge();try{return be(r)(a,l,h,d,m,E)}catch(F){if(ve(C),!(F instanceof H))throw F;xe(1,0)}}function mm(r,a,l,h,d,m,E,C,F,X,Q,oe){var fe=ge();try{be(r)(a,l,h,d,m,E,C,F,X,Q,oe)}catch(le){if(ve(fe),!(le instanceof H))throw le;xe(1,0)}}function gm(r,a,l,h,d,m){var E=ge();try{be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function _m(r,a,l,h,d,m,E,C,F){var X=ge();try{be(r)(a,l,h,d,m,E,C,F)}catch(Q){if(ve(X),!(Q instanceof H))throw Q;xe(1,0)}}function vm(r,a,l,h,d,m,E,C,F,X,Q,oe,fe,le,ye,Ye,_t,ft,Ft,Mt,cn,Zt){var mn=ge();try{return be(r)(a,l,h,d,m,E,C,F,X,Q,oe,fe,le,ye,Ye,_t,ft,Ft,Mt,cn,Zt)}catch(Lt){if(ve(mn),!(Lt instanceof H))throw Lt;xe(1,0)}}function ym(r,a,l,h,d,m,E,C,F,X,Q,oe){var fe=ge();try{return be(r)(a,l,h,d,m,E,C,F,X,Q,oe)}catch(le){if(ve(fe),!(le instanceof H))throw le;xe(1,0)}}function xm(r,a,l,h,d,m,E){var C=ge();try{return be(r)(a,l,h,d,m,E)}catch(F){if(ve(C),!(F instanceof H))throw F;xe(1,0)}}function Sm(r,a,l,h,d,m,E,C,F,X,Q,oe){var fe=ge();try{return be(r)(a,l,h,d,m,E,C,F,X,Q,oe)}catch(le){if(ve(fe),!(le instanceof H))throw le;xe(1,0)}}function Mm(r,a,l,h,d,m){var E=ge();try{return be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function bm(r,a,l,h,d,m,E,C,F,X){var Q=ge();try{return be(r)(a,l,h,d,m,E,C,F,X)}catch(oe){if(ve(Q),!(oe instanceof H))throw oe;xe(1,0)}}function Em(r,a,l,h){var d=ge();try{return be(r)(a,l,h)}catch(m){if(ve(d),!(m instanceof H))throw m;xe(1,0)}}function wm(r,a,l){var h=ge();try{return be(r)(a,l)}catch(d){if(ve(h),!(d instanceof H))throw d;xe(1,0)}}function Tm(r,a,l,h,d,m){var E=ge();try{be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function Am(r,a,l,h,d){var m=ge();try{be(r)(a,l,h,d)}catch(E){if(ve(m),!(E instanceof H))throw E;xe(1,0)}}function Cm(r,a,l,h){var d=ge();try{be(r)(a,l,h)}catch(m){if(ve(d),!(m instanceof H))throw m;xe(1,0)}}function Rm(r,a,l,h,d,m,E,C,F){var X=ge();try{be(r)(a,l,h,d,m,E,C,F)}catch(Q){if(ve(X),!(Q instanceof H))throw Q;xe(1,0)}}function Pm(r,a,l,h,d,m,E,C,F){var X=ge();try{return be(r)(a,l,h,d,m,E,C,F)}catch(Q){if(ve(X),!(Q instanceof H))throw Q;xe(1,0)}}function Im(r,a,l,h,d,m,E){var C=ge();try{return be(r)(a,l,h,d,m,E)}catch(F){if(ve(C),!(F instanceof H))throw F;xe(1,0)}}function Dm(r,a,l,h){var d=ge();try{be(r)(a,l,h)}catch(m){if(ve(d),!(m instanceof H))throw m;xe(1,0)}}function Lm(r,a,l,h,d){var m=ge();try{return be(r)(a,l,h,d)}catch(E){if(ve(m),!(E instanceof H))throw E;xe(1,0)}}function Fm(r,a,l,h,d){var m=ge();try{return be(r)(a,l,h,d)}catch(E){if(ve(m),!(E instanceof H))throw E;xe(1,0)}}function Nm(r,a,l,h){var d=ge();try{return be(r)(a,l,h)}catch(m){if(ve(d),!(m instanceof H))throw m;xe(1,0)}}function Um(r,a,l,h,d,m){var E=ge();try{return be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function Om(r,a){var l=ge();try{return be(r)(a)}catch(h){if(ve(l),!(h instanceof H))throw h;xe(1,0)}}function Bm(r,a,l,h,d,m,E,C){var F=ge();try{return be(r)(a,l,h,d,m,E,C)}catch(X){if(ve(F),!(X instanceof H))throw X;xe(1,0)}}function km(r,a,l,h,d,m,E){var C=ge();try{be(r)(a,l,h,d,m,E)}catch(F){if(ve(C),!(F instanceof H))throw F;xe(1,0)}}function zm(r,a,l,h,d,m,E,C,F,X,Q,oe){var fe=ge();try{return be(r)(a,l,h,d,m,E,C,F,X,Q,oe)}catch(le){if(ve(fe),!(le instanceof H))throw le;xe(1,0)}}function Gm(r,a,l,h,d,m,E,C,F,X,Q,oe,fe,le,ye,Ye,_t,ft,Ft,Mt,cn,Zt,mn){var Lt=ge();try{be(r)(a,l,h,d,m,E,C,F,X,Q,oe,fe,le,ye,Ye,_t,ft,Ft,Mt,cn,Zt,mn)}catch(Ei){if(ve(Lt),!(Ei instanceof H))throw Ei;xe(1,0)}}function Vm(r,a,l,h,d,m,E,C,F,X,Q,oe,fe){var le=ge();try{be(r)(a,l,h,d,m,E,C,F,X,Q,oe,fe)}catch(ye){if(ve(le),!(ye instanceof H))throw ye;xe(1,0)}}function Hm(r,a,l,h,d,m,E,C){var F=ge();try{be(r)(a,l,h,d,m,E,C)}catch(X){if(ve(F),!(X instanceof H))throw X;xe(1,0)}}function Wm(r,a,l,h,d,m,E,C,F,X,Q,oe,fe){var le=ge();try{be(r)(a,l,h,d,m,E,C,F,X,Q,oe,fe)}catch(ye){if(ve(le),!(ye instanceof H))throw ye;xe(1,0)}}function Xm(r,a,l,h,d,m,E){var C=ge();try{be(r)(a,l,h,d,m,E)}catch(F){if(ve(C),!(F instanceof H))throw F;xe(1,0)}}function $m(r,a,l,h,d,m,E,C,F,X,Q){var oe=ge();try{be(r)(a,l,h,d,m,E,C,F,X,Q)}catch(fe){if(ve(oe),!(fe instanceof H))throw fe;xe(1,0)}}function qm(r,a,l,h,d,m,E,C){var F=ge();try{return be(r)(a,l,h,d,m,E,C)}catch(X){if(ve(F),!(X instanceof H))throw X;xe(1,0)}}function Ym(r,a,l){var h=ge();try{return be(r)(a,l)}catch(d){if(ve(h),!(d instanceof H))throw d;xe(1,0)}}function Zm(r,a,l){var h=ge();try{be(r)(a,l)}catch(d){if(ve(h),!(d instanceof H))throw d;xe(1,0)}}function jm(r,a,l,h,d,m,E){var C=ge();try{return be(r)(a,l,h,d,m,E)}catch(F){if(ve(C),!(F instanceof H))throw F;xe(1,0)}}function Jm(r,a,l,h,d,m,E,C,F,X){var Q=ge();try{return be(r)(a,l,h,d,m,E,C,F,X)}catch(oe){if(ve(Q),!(oe instanceof H))throw oe;xe(1,0)}}function Km(r,a,l,h){var d=ge();try{return be(r)(a,l,h)}catch(m){if(ve(d),!(m instanceof H))throw m;xe(1,0)}}function Qm(r,a,l,h,d,m){var E=ge();try{return be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function eg(r,a,l,h,d){var m=ge();try{return be(r)(a,l,h,d)}catch(E){if(ve(m),!(E instanceof H))throw E;return xe(1,0),0n}}function tg(r,a,l,h,d){var m=ge();try{be(r)(a,l,h,d)}catch(E){if(ve(m),!(E instanceof H))throw E;xe(1,0)}}function ng(r,a,l,h,d,m){var E=ge();try{be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function ig(r,a){var l=ge();try{return be(r)(a)}catch(h){if(ve(l),!(h instanceof H))throw h;xe(1,0)}}function rg(r,a,l,h){var d=ge();try{return be(r)(a,l,h)}catch(m){if(ve(d),!(m instanceof H))throw m;xe(1,0)}}function sg(r,a,l,h,d,m){var E=ge();try{return be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function ag(r,a,l,h,d,m,E,C,F,X){var Q=ge();try{return be(r)(a,l,h,d,m,E,C,F,X)}catch(oe){if(ve(Q),!(oe instanceof H))throw oe;xe(1,0)}}function og(r,a,l,h,d,m,E,C){var F=ge();try{be(r)(a,l,h,d,m,E,C)}catch(X){if(ve(F),!(X instanceof H))throw X;xe(1,0)}}function lg(r,a,l,h,d,m){var E=ge();try{be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function cg(r,a,l,h,d,m,E,C){var F=ge();try{be(r)(a,l,h,d,m,E,C)}catch(X){if(ve(F),!(X instanceof H))throw X;xe(1,0)}}function hg(r,a,l,h,d,m){var E=ge();try{be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function ug(r,a,l,h,d,m,E,C,F,X,Q,oe,fe){var le=ge();try{return be(r)(a,l,h,d,m,E,C,F,X,Q,oe,fe)}catch(ye){if(ve(le),!(ye instanceof H))throw ye;xe(1,0)}}function dg(r,a,l,h,d,m,E,C,F,X,Q,oe,fe,le,ye,Ye,_t,ft,Ft,Mt,cn,Zt,mn,Lt,Ei,oa,Ng,Ug,Og,Bg,kg,zg,Gg,Vg,Hg,Wg,Xg,$g,qg,Yg,Zg,jg,Jg,Kg,Qg,e_,t_,n_,i_,r_,s_,a_,o_,l_,c_,h_,u_,d_,f_,p_,m_,g_,__,v_,y_,x_,S_,M_,b_,E_,w_,T_,A_,C_,R_,P_,I_,D_,L_,F_,N_,U_,O_,B_,k_,z_){var G_=ge();try{be(r)(a,l,h,d,m,E,C,F,X,Q,oe,fe,le,ye,Ye,_t,ft,Ft,Mt,cn,Zt,mn,Lt,Ei,oa,Ng,Ug,Og,Bg,kg,zg,Gg,Vg,Hg,Wg,Xg,$g,qg,Yg,Zg,jg,Jg,Kg,Qg,e_,t_,n_,i_,r_,s_,a_,o_,l_,c_,h_,u_,d_,f_,p_,m_,g_,__,v_,y_,x_,S_,M_,b_,E_,w_,T_,A_,C_,R_,P_,I_,D_,L_,F_,N_,U_,O_,B_,k_,z_)}catch(Dh){if(ve(G_),!(Dh instanceof H))throw Dh;xe(1,0)}}function fg(r,a,l,h,d,m,E,C,F,X,Q,oe,fe,le){var ye=ge();try{be(r)(a,l,h,d,m,E,C,F,X,Q,oe,fe,le)}catch(Ye){if(ve(ye),!(Ye instanceof H))throw Ye;xe(1,0)}}function pg(r,a,l,h,d,m,E,C,F,X,Q){var oe=ge();try{be(r)(a,l,h,d,m,E,C,F,X,Q)}catch(fe){if(ve(oe),!(fe instanceof H))throw fe;xe(1,0)}}function mg(r,a,l,h,d,m,E,C,F,X,Q,oe,fe,le,ye,Ye,_t,ft,Ft){var Mt=ge();try{be(r)(a,l,h,d,m,E,C,F,X,Q,oe,fe,le,ye,Ye,_t,ft,Ft)}catch(cn){if(ve(Mt),!(cn instanceof H))throw cn;xe(1,0)}}function gg(r,a){var l=ge();try{return be(r)(a)}catch(h){if(ve(l),!(h instanceof H))throw h;return xe(1,0),0n}}function _g(r,a,l){var h=ge();try{return be(r)(a,l)}catch(d){if(ve(h),!(d instanceof H))throw d;return xe(1,0),0n}}function vg(r,a,l){var h=ge();try{return be(r)(a,l)}catch(d){if(ve(h),!(d instanceof H))throw d;xe(1,0)}}function yg(r,a,l,h,d,m,E){var C=ge();try{be(r)(a,l,h,d,m,E)}catch(F){if(ve(C),!(F instanceof H))throw F;xe(1,0)}}function xg(r,a,l,h,d,m,E){var C=ge();try{be(r)(a,l,h,d,m,E)}catch(F){if(ve(C),!(F instanceof H))throw F;xe(1,0)}}function Sg(r,a,l){var h=ge();try{be(r)(a,l)}catch(d){if(ve(h),!(d instanceof H))throw d;xe(1,0)}}function Mg(r,a,l){var h=ge();try{return be(r)(a,l)}catch(d){if(ve(h),!(d instanceof H))throw d;xe(1,0)}}function bg(r,a,l,h,d,m){var E=ge();try{return be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function Eg(r,a,l,h,d,m){var E=ge();try{be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function wg(r,a,l,h){var d=ge();try{be(r)(a,l,h)}catch(m){if(ve(d),!(m instanceof H))throw m;xe(1,0)}}function Tg(r){var a=ge();try{return be(r)()}catch(l){if(ve(a),!(l instanceof H))throw l;return xe(1,0),0n}}function Ag(r,a,l,h,d,m){var E=ge();try{be(r)(a,l,h,d,m)}catch(C){if(ve(E),!(C instanceof H))throw C;xe(1,0)}}function Cg(r,a,l,h,d,m,E,C,F,X,Q){var oe=ge();try{return be(r)(a,l,h,d,m,E,C,F,X,Q)}catch(fe){if(ve(oe),!(fe instanceof H))throw fe;xe(1,0)}}function Rg(r,a,l,h){var d=ge();try{return be(r)(a,l,h)}catch(m){if(ve(d),!(m instanceof H))throw m;xe(1,0)}}function Pg(r,a,l,h,d,m,E,C,F,X,Q,oe){var fe=ge();try{return be(r)(a,l,h,d,m,E,C,F,X,Q,oe)}catch(le){if(ve(fe),!(le instanceof H))throw le;xe(1,0)}}function Ig(r,a,l,h,d,m,E,C,F,X,Q,oe,fe,le,ye,Ye){var _t=ge();try{be(r)(a,l,h,d,m,E,C,F,X,Q,oe,fe,le,ye,Ye)}catch(ft){if(ve(_t),!(ft instanceof H))throw ft;xe(1,0)}}var Ih;function Dg(){bh(),Se()}function vl(){if(Je>0){L=vl;return}if(Dg(),Le(),Je>0){L=vl;return}function r(){G(!Ih),Ih=!0,t.calledRun=!0,!z&&(Wt(),Tt?.(t),t.onRuntimeInitialized?.(),Fe("onRuntimeInitialized"),G(!t._main,'compiled without a main, but one is present. if you added it from JS, use Module["onRuntimeInitialized"]'),je())}t.setStatus?(t.setStatus("Running..."),setTimeout(()=>{setTimeout(()=>t.setStatus(""),1),r()},1)):r(),re()}function Lg(){var r=O,a=R,l=!1;O=R=h=>{l=!0};try{ml(0),["stdout","stderr"].forEach(h=>{var d=y.analyzePath("/dev/"+h);if(d){var m=d.object,E=m.rdev,C=st.ttys[E];C?.output?.length&&(l=!0)}})}catch{}O=r,R=a,l&&Pn("stdio streams had content in them that was not flushed. you should set EXIT_RUNTIME to 1 (see the Emscripten FAQ), or make sure to emit a newline when you printf etc.")}function Fg(){if(t.preInit)for(typeof t.preInit=="function"&&(t.preInit=[t.preInit]);t.preInit.length>0;)t.preInit.shift()();Fe("preInit")}Fg(),vl(),At?e=t:e=new Promise((r,a)=>{Tt=r,ut=a});for(let r of Object.keys(t))r in i||Object.defineProperty(i,r,{configurable:!0,get(){pe(`Access to module property ('${r}') is no longer possible via the module constructor argument; Instead, use the result of the module constructor.`)}});return e}),Fh=K_;var Bi={LEFT:0,MIDDLE:1,RIGHT:2,ROTATE:0,DOLLY:1,PAN:2},ki={ROTATE:0,PAN:1,DOLLY_PAN:2,DOLLY_ROTATE:3},ou=0,Yl=1,lu=2;var Ps=1,cu=2,Br=3,zi=0,ln=1,si=2,ir=0,kr=1,Zl=2,jl=3,Jl=4,hu=5;var rr=100,uu=101,du=102,fu=103,pu=104,mu=200,gu=201,_u=202,vu=203,Kl=204,Ql=205,yu=206,xu=207,Su=208,Mu=209,bu=210,Eu=211,wu=212,Tu=213,Au=214,Pa=0,Ia=1,Da=2,Tr=3,La=4,Fa=5,Na=6,Ua=7,ec=0,Cu=1,Ru=2,ai=0,tc=1,nc=2,ic=3,rc=4,sc=5,ac=6,oc=7;var lc=300,sr=301,zr=302,ao=303,oo=304,Ar=1e3,ni=1001,Oa=1002,sn=1003,Pu=1004;var Is=1005;var vn=1006,lo=1007;var xi=1008;var xn=1009,cc=1010,hc=1011,Gr=1012,co=1013,Xn=1014,$n=1015,qn=1016,ho=1017,uo=1018,ar=1020,uc=35902,dc=35899,fc=1021,pc=1022,Yn=1023,_i=1026,Si=1027,mc=1028,fo=1029,Gi=1030,po=1031;var mo=1033,Ds=33776,Ls=33777,Fs=33778,Ns=33779,go=35840,_o=35841,vo=35842,yo=35843,xo=36196,So=37492,Mo=37496,bo=37488,Eo=37489,Us=37490,wo=37491,To=37808,Ao=37809,Co=37810,Ro=37811,Po=37812,Io=37813,Do=37814,Lo=37815,Fo=37816,No=37817,Uo=37818,Oo=37819,Bo=37820,ko=37821,zo=36492,Go=36494,Vo=36495,Ho=36283,Wo=36284,Os=36285,Xo=36286;var ss=2300,Ba=2301,Ca=2302,zl=2303,Gl=2400,Vl=2401,Hl=2402;var Iu=3200;var $o=0,Du=1,Mi="",gn="srgb",as="srgb-linear",os="linear",Ct="srgb";var Ra=7680;var Lu=519,Fu=512,Nu=513,Uu=514,gc=515,Ou=516,Bu=517,_c=518,vc=519,ku=35044;var yc="300 es",Nn=2e3,Cr=2001;function Q_(i){for(let e=i.length-1;e>=0;--e)if(i[e]>=65535)return!0;return!1}function e0(i){return ArrayBuffer.isView(i)&&!(i instanceof DataView)}function ls(i){return document.createElementNS("http://www.w3.org/1999/xhtml",i)}function zu(){let i=ls("canvas");return i.style.display="block",i}var Nh={},Rr=null;function xc(...i){let e="THREE."+i.shift();Rr?Rr("log",e,...i):console.log(e,...i)}function Gu(i){let e=i[0];if(typeof e=="string"&&e.startsWith("TSL:")){let t=i[1];t&&t.isStackTrace?i[0]+=" "+t.getLocation():i[1]='Stack trace not available. Enable "THREE.Node.captureStackTrace" to capture stack traces.'}return i}function Qe(...i){i=Gu(i);let e="THREE."+i.shift();if(Rr)Rr("warn",e,...i);else{let t=i[0];t&&t.isStackTrace?console.warn(t.getError(e)):console.warn(e,...i)}}function tt(...i){i=Gu(i);let e="THREE."+i.shift();if(Rr)Rr("error",e,...i);else{let t=i[0];t&&t.isStackTrace?console.error(t.getError(e)):console.error(e,...i)}}function ns(...i){let e=i.join(" ");e in Nh||(Nh[e]=!0,Qe(...i))}function Vu(i,e,t){return new Promise(function(n,s){function o(){switch(i.clientWaitSync(e,i.SYNC_FLUSH_COMMANDS_BIT,0)){case i.WAIT_FAILED:s();break;case i.TIMEOUT_EXPIRED:setTimeout(o,t);break;default:n()}}setTimeout(o,t)})}var Hu={[Pa]:Pa,[Da]:Na,[La]:La,[Tr]:Fa,[Ia]:Ia,[Na]:Da,[Ua]:Ua,[Fa]:Tr},Wn=class{addEventListener(e,t){this._listeners===void 0&&(this._listeners={});let n=this._listeners;n[e]===void 0&&(n[e]=[]),n[e].indexOf(t)===-1&&n[e].push(t)}hasEventListener(e,t){let n=this._listeners;return n===void 0?!1:n[e]!==void 0&&n[e].indexOf(t)!==-1}removeEventListener(e,t){let n=this._listeners;if(n===void 0)return;let s=n[e];if(s!==void 0){let o=s.indexOf(t);o!==-1&&s.splice(o,1)}}dispatchEvent(e){let t=this._listeners;if(t===void 0)return;let n=t[e.type];if(n!==void 0){e.target=this;let s=n.slice(0);for(let o=0,c=s.length;o<c;o++)s[o].call(this,e);e.target=null}}},hn=["00","01","02","03","04","05","06","07","08","09","0a","0b","0c","0d","0e","0f","10","11","12","13","14","15","16","17","18","19","1a","1b","1c","1d","1e","1f","20","21","22","23","24","25","26","27","28","29","2a","2b","2c","2d","2e","2f","30","31","32","33","34","35","36","37","38","39","3a","3b","3c","3d","3e","3f","40","41","42","43","44","45","46","47","48","49","4a","4b","4c","4d","4e","4f","50","51","52","53","54","55","56","57","58","59","5a","5b","5c","5d","5e","5f","60","61","62","63","64","65","66","67","68","69","6a","6b","6c","6d","6e","6f","70","71","72","73","74","75","76","77","78","79","7a","7b","7c","7d","7e","7f","80","81","82","83","84","85","86","87","88","89","8a","8b","8c","8d","8e","8f","90","91","92","93","94","95","96","97","98","99","9a","9b","9c","9d","9e","9f","a0","a1","a2","a3","a4","a5","a6","a7","a8","a9","aa","ab","ac","ad","ae","af","b0","b1","b2","b3","b4","b5","b6","b7","b8","b9","ba","bb","bc","bd","be","bf","c0","c1","c2","c3","c4","c5","c6","c7","c8","c9","ca","cb","cc","cd","ce","cf","d0","d1","d2","d3","d4","d5","d6","d7","d8","d9","da","db","dc","dd","de","df","e0","e1","e2","e3","e4","e5","e6","e7","e8","e9","ea","eb","ec","ed","ee","ef","f0","f1","f2","f3","f4","f5","f6","f7","f8","f9","fa","fb","fc","fd","fe","ff"],Uh=1234567,is=Math.PI/180,Pr=180/Math.PI;function Vr(){let i=Math.random()*4294967295|0,e=Math.random()*4294967295|0,t=Math.random()*4294967295|0,n=Math.random()*4294967295|0;return(hn[i&255]+hn[i>>8&255]+hn[i>>16&255]+hn[i>>24&255]+"-"+hn[e&255]+hn[e>>8&255]+"-"+hn[e>>16&15|64]+hn[e>>24&255]+"-"+hn[t&63|128]+hn[t>>8&255]+"-"+hn[t>>16&255]+hn[t>>24&255]+hn[n&255]+hn[n>>8&255]+hn[n>>16&255]+hn[n>>24&255]).toLowerCase()}function gt(i,e,t){return Math.max(e,Math.min(t,i))}function Sc(i,e){return(i%e+e)%e}function t0(i,e,t,n,s){return n+(i-e)*(s-n)/(t-e)}function n0(i,e,t){return i!==e?(t-i)/(e-i):0}function rs(i,e,t){return(1-t)*i+t*e}function i0(i,e,t,n){return rs(i,e,1-Math.exp(-t*n))}function r0(i,e=1){return e-Math.abs(Sc(i,e*2)-e)}function s0(i,e,t){return i<=e?0:i>=t?1:(i=(i-e)/(t-e),i*i*(3-2*i))}function a0(i,e,t){return i<=e?0:i>=t?1:(i=(i-e)/(t-e),i*i*i*(i*(i*6-15)+10))}function o0(i,e){return i+Math.floor(Math.random()*(e-i+1))}function l0(i,e){return i+Math.random()*(e-i)}function c0(i){return i*(.5-Math.random())}function h0(i){i!==void 0&&(Uh=i);let e=Uh+=1831565813;return e=Math.imul(e^e>>>15,e|1),e^=e+Math.imul(e^e>>>7,e|61),((e^e>>>14)>>>0)/4294967296}function u0(i){return i*is}function d0(i){return i*Pr}function f0(i){return i>0&&Number.isInteger(i)&&2**Math.round(Math.log2(i))===i}function p0(i){return Math.pow(2,Math.ceil(Math.log(i)/Math.LN2))}function Mc(i){return Math.pow(2,Math.floor(Math.log(i)/Math.LN2))}function m0(i,e,t,n,s){let o=Math.cos,c=Math.sin,u=o(t/2),f=c(t/2),p=o((e+n)/2),g=c((e+n)/2),S=o((e-n)/2),_=c((e-n)/2),M=o((n-e)/2),T=c((n-e)/2);switch(s){case"XYX":i.set(u*g,f*S,f*_,u*p);break;case"YZY":i.set(f*_,u*g,f*S,u*p);break;case"ZXZ":i.set(f*S,f*_,u*g,u*p);break;case"XZX":i.set(u*g,f*T,f*M,u*p);break;case"YXY":i.set(f*M,u*g,f*T,u*p);break;case"ZYZ":i.set(f*T,f*M,u*g,u*p);break;default:Qe("MathUtils: .setQuaternionFromProperEuler() encountered an unknown order: "+s)}}function bc(i){switch(i.constructor){case Uint32Array:return 4294967295;case Uint16Array:return 65535;case Uint8Array:case Uint8ClampedArray:return 255;case Int32Array:return 2147483647;case Int16Array:return 32767;case Int8Array:return 127;default:return}}function Wu(i,e){if(e.constructor===Float32Array)return i;let t=bc(e);if(t===void 0)throw new Error("THREE.MathUtils: Invalid component type.");return Math.max(i/t,-1)}function Xu(i,e){if(e.constructor===Float32Array)return i;let t=bc(e);if(t===void 0)throw new Error("THREE.MathUtils: Invalid component type.");return Math.round(i*t)}var Ec={DEG2RAD:is,RAD2DEG:Pr,generateUUID:Vr,clamp:gt,euclideanModulo:Sc,mapLinear:t0,inverseLerp:n0,lerp:rs,damp:i0,pingpong:r0,smoothstep:s0,smootherstep:a0,randInt:o0,randFloat:l0,randFloatSpread:c0,seededRandom:h0,degToRad:u0,radToDeg:d0,isPowerOfTwo:f0,ceilPowerOfTwo:p0,floorPowerOfTwo:Mc,setQuaternionFromProperEuler:m0,normalize:Xu,denormalize:Wu},Rc=class Rc{constructor(e=0,t=0){this.x=e,this.y=t}get width(){return this.x}set width(e){this.x=e}get height(){return this.y}set height(e){this.y=e}set(e,t){return this.x=e,this.y=t,this}setScalar(e){return this.x=e,this.y=e,this}setX(e){return this.x=e,this}setY(e){return this.y=e,this}setComponent(e,t){switch(e){case 0:this.x=t;break;case 1:this.y=t;break;default:throw new Error("THREE.Vector2: index is out of range: "+e)}return this}getComponent(e){switch(e){case 0:return this.x;case 1:return this.y;default:throw new Error("THREE.Vector2: index is out of range: "+e)}}clone(){return new this.constructor(this.x,this.y)}copy(e){return this.x=e.x,this.y=e.y,this}add(e){return this.x+=e.x,this.y+=e.y,this}addScalar(e){return this.x+=e,this.y+=e,this}addVectors(e,t){return this.x=e.x+t.x,this.y=e.y+t.y,this}addScaledVector(e,t){return this.x+=e.x*t,this.y+=e.y*t,this}sub(e){return this.x-=e.x,this.y-=e.y,this}subScalar(e){return this.x-=e,this.y-=e,this}subVectors(e,t){return this.x=e.x-t.x,this.y=e.y-t.y,this}multiply(e){return this.x*=e.x,this.y*=e.y,this}multiplyScalar(e){return this.x*=e,this.y*=e,this}divide(e){return this.x/=e.x,this.y/=e.y,this}divideScalar(e){return this.multiplyScalar(1/e)}applyMatrix3(e){let t=this.x,n=this.y,s=e.elements;return this.x=s[0]*t+s[3]*n+s[6],this.y=s[1]*t+s[4]*n+s[7],this}min(e){return this.x=Math.min(this.x,e.x),this.y=Math.min(this.y,e.y),this}max(e){return this.x=Math.max(this.x,e.x),this.y=Math.max(this.y,e.y),this}clamp(e,t){return this.x=gt(this.x,e.x,t.x),this.y=gt(this.y,e.y,t.y),this}clampScalar(e,t){return this.x=gt(this.x,e,t),this.y=gt(this.y,e,t),this}clampLength(e,t){let n=this.length();return this.divideScalar(n||1).multiplyScalar(gt(n,e,t))}floor(){return this.x=Math.floor(this.x),this.y=Math.floor(this.y),this}ceil(){return this.x=Math.ceil(this.x),this.y=Math.ceil(this.y),this}round(){return this.x=Math.round(this.x),this.y=Math.round(this.y),this}roundToZero(){return this.x=Math.trunc(this.x),this.y=Math.trunc(this.y),this}negate(){return this.x=-this.x,this.y=-this.y,this}dot(e){return this.x*e.x+this.y*e.y}cross(e){return this.x*e.y-this.y*e.x}lengthSq(){return this.x*this.x+this.y*this.y}length(){return Math.sqrt(this.x*this.x+this.y*this.y)}manhattanLength(){return Math.abs(this.x)+Math.abs(this.y)}normalize(){return this.divideScalar(this.length()||1)}angle(){return Math.atan2(-this.y,-this.x)+Math.PI}angleTo(e){let t=Math.sqrt(this.lengthSq()*e.lengthSq());if(t===0)return Math.PI/2;let n=this.dot(e)/t;return Math.acos(gt(n,-1,1))}distanceTo(e){return Math.sqrt(this.distanceToSquared(e))}distanceToSquared(e){let t=this.x-e.x,n=this.y-e.y;return t*t+n*n}manhattanDistanceTo(e){return Math.abs(this.x-e.x)+Math.abs(this.y-e.y)}setLength(e){return this.normalize().multiplyScalar(e)}lerp(e,t){return this.x+=(e.x-this.x)*t,this.y+=(e.y-this.y)*t,this}lerpVectors(e,t,n){return this.x=e.x+(t.x-e.x)*n,this.y=e.y+(t.y-e.y)*n,this}equals(e){return e.x===this.x&&e.y===this.y}fromArray(e,t=0){return this.x=e[t],this.y=e[t+1],this}toArray(e=[],t=0){return e[t]=this.x,e[t+1]=this.y,e}fromBufferAttribute(e,t){return this.x=e.getX(t),this.y=e.getY(t),this}rotateAround(e,t){let n=Math.cos(t),s=Math.sin(t),o=this.x-e.x,c=this.y-e.y;return this.x=o*n-c*s+e.x,this.y=o*s+c*n+e.y,this}random(){return this.x=Math.random(),this.y=Math.random(),this}*[Symbol.iterator](){yield this.x,yield this.y}};Rc.prototype.isVector2=!0;var et=Rc,Tn=class{constructor(e=0,t=0,n=0,s=1){this.isQuaternion=!0,this._x=e,this._y=t,this._z=n,this._w=s}static slerpFlat(e,t,n,s,o,c,u){let f=n[s+0],p=n[s+1],g=n[s+2],S=n[s+3],_=o[c+0],M=o[c+1],T=o[c+2],D=o[c+3];if(S!==D||f!==_||p!==M||g!==T){let x=f*_+p*M+g*T+S*D;x<0&&(_=-_,M=-M,T=-T,D=-D,x=-x);let v=1-u;if(x<.9995){let P=Math.acos(x),O=Math.sin(P);v=Math.sin(v*P)/O,u=Math.sin(u*P)/O,f=f*v+_*u,p=p*v+M*u,g=g*v+T*u,S=S*v+D*u}else{f=f*v+_*u,p=p*v+M*u,g=g*v+T*u,S=S*v+D*u;let P=1/Math.sqrt(f*f+p*p+g*g+S*S);f*=P,p*=P,g*=P,S*=P}}e[t]=f,e[t+1]=p,e[t+2]=g,e[t+3]=S}static multiplyQuaternionsFlat(e,t,n,s,o,c){let u=n[s],f=n[s+1],p=n[s+2],g=n[s+3],S=o[c],_=o[c+1],M=o[c+2],T=o[c+3];return e[t]=u*T+g*S+f*M-p*_,e[t+1]=f*T+g*_+p*S-u*M,e[t+2]=p*T+g*M+u*_-f*S,e[t+3]=g*T-u*S-f*_-p*M,e}get x(){return this._x}set x(e){this._x=e,this._onChangeCallback()}get y(){return this._y}set y(e){this._y=e,this._onChangeCallback()}get z(){return this._z}set z(e){this._z=e,this._onChangeCallback()}get w(){return this._w}set w(e){this._w=e,this._onChangeCallback()}set(e,t,n,s){return this._x=e,this._y=t,this._z=n,this._w=s,this._onChangeCallback(),this}clone(){return new this.constructor(this._x,this._y,this._z,this._w)}copy(e){return this._x=e.x,this._y=e.y,this._z=e.z,this._w=e.w,this._onChangeCallback(),this}setFromEuler(e,t=!0){let n=e._x,s=e._y,o=e._z,c=e._order,u=Math.cos,f=Math.sin,p=u(n/2),g=u(s/2),S=u(o/2),_=f(n/2),M=f(s/2),T=f(o/2);switch(c){case"XYZ":this._x=_*g*S+p*M*T,this._y=p*M*S-_*g*T,this._z=p*g*T+_*M*S,this._w=p*g*S-_*M*T;break;case"YXZ":this._x=_*g*S+p*M*T,this._y=p*M*S-_*g*T,this._z=p*g*T-_*M*S,this._w=p*g*S+_*M*T;break;case"ZXY":this._x=_*g*S-p*M*T,this._y=p*M*S+_*g*T,this._z=p*g*T+_*M*S,this._w=p*g*S-_*M*T;break;case"ZYX":this._x=_*g*S-p*M*T,this._y=p*M*S+_*g*T,this._z=p*g*T-_*M*S,this._w=p*g*S+_*M*T;break;case"YZX":this._x=_*g*S+p*M*T,this._y=p*M*S+_*g*T,this._z=p*g*T-_*M*S,this._w=p*g*S-_*M*T;break;case"XZY":this._x=_*g*S-p*M*T,this._y=p*M*S-_*g*T,this._z=p*g*T+_*M*S,this._w=p*g*S+_*M*T;break;default:Qe("Quaternion: .setFromEuler() encountered an unknown order: "+c)}return t===!0&&this._onChangeCallback(),this}setFromAxisAngle(e,t){let n=t/2,s=Math.sin(n);return this._x=e.x*s,this._y=e.y*s,this._z=e.z*s,this._w=Math.cos(n),this._onChangeCallback(),this}setFromRotationMatrix(e){let t=e.elements,n=t[0],s=t[4],o=t[8],c=t[1],u=t[5],f=t[9],p=t[2],g=t[6],S=t[10],_=n+u+S;if(_>0){let M=.5/Math.sqrt(_+1);this._w=.25/M,this._x=(g-f)*M,this._y=(o-p)*M,this._z=(c-s)*M}else if(n>u&&n>S){let M=2*Math.sqrt(1+n-u-S);this._w=(g-f)/M,this._x=.25*M,this._y=(s+c)/M,this._z=(o+p)/M}else if(u>S){let M=2*Math.sqrt(1+u-n-S);this._w=(o-p)/M,this._x=(s+c)/M,this._y=.25*M,this._z=(f+g)/M}else{let M=2*Math.sqrt(1+S-n-u);this._w=(c-s)/M,this._x=(o+p)/M,this._y=(f+g)/M,this._z=.25*M}return this._onChangeCallback(),this}setFromUnitVectors(e,t){let n=e.dot(t)+1;return n<1e-8?(n=0,Math.abs(e.x)>Math.abs(e.z)?(this._x=-e.y,this._y=e.x,this._z=0,this._w=n):(this._x=0,this._y=-e.z,this._z=e.y,this._w=n)):(this._x=e.y*t.z-e.z*t.y,this._y=e.z*t.x-e.x*t.z,this._z=e.x*t.y-e.y*t.x,this._w=n),this.normalize()}angleTo(e){return 2*Math.acos(Math.abs(gt(this.dot(e),-1,1)))}rotateTowards(e,t){let n=this.angleTo(e);if(n===0)return this;let s=Math.min(1,t/n);return this.slerp(e,s),this}identity(){return this.set(0,0,0,1)}invert(){return this.conjugate()}conjugate(){return this._x*=-1,this._y*=-1,this._z*=-1,this._onChangeCallback(),this}dot(e){return this._x*e._x+this._y*e._y+this._z*e._z+this._w*e._w}lengthSq(){return this._x*this._x+this._y*this._y+this._z*this._z+this._w*this._w}length(){return Math.sqrt(this._x*this._x+this._y*this._y+this._z*this._z+this._w*this._w)}normalize(){let e=this.length();return e===0?(this._x=0,this._y=0,this._z=0,this._w=1):(e=1/e,this._x=this._x*e,this._y=this._y*e,this._z=this._z*e,this._w=this._w*e),this._onChangeCallback(),this}multiply(e){return this.multiplyQuaternions(this,e)}premultiply(e){return this.multiplyQuaternions(e,this)}multiplyQuaternions(e,t){let n=e._x,s=e._y,o=e._z,c=e._w,u=t._x,f=t._y,p=t._z,g=t._w;return this._x=n*g+c*u+s*p-o*f,this._y=s*g+c*f+o*u-n*p,this._z=o*g+c*p+n*f-s*u,this._w=c*g-n*u-s*f-o*p,this._onChangeCallback(),this}slerp(e,t){let n=e._x,s=e._y,o=e._z,c=e._w,u=this.dot(e);u<0&&(n=-n,s=-s,o=-o,c=-c,u=-u);let f=1-t;if(u<.9995){let p=Math.acos(u),g=Math.sin(p);f=Math.sin(f*p)/g,t=Math.sin(t*p)/g,this._x=this._x*f+n*t,this._y=this._y*f+s*t,this._z=this._z*f+o*t,this._w=this._w*f+c*t,this._onChangeCallback()}else this._x=this._x*f+n*t,this._y=this._y*f+s*t,this._z=this._z*f+o*t,this._w=this._w*f+c*t,this.normalize();return this}slerpQuaternions(e,t,n){return this.copy(e).slerp(t,n)}random(){let e=2*Math.PI*Math.random(),t=2*Math.PI*Math.random(),n=Math.random(),s=Math.sqrt(1-n),o=Math.sqrt(n);return this.set(s*Math.sin(e),s*Math.cos(e),o*Math.sin(t),o*Math.cos(t))}equals(e){return e._x===this._x&&e._y===this._y&&e._z===this._z&&e._w===this._w}fromArray(e,t=0){return this._x=e[t],this._y=e[t+1],this._z=e[t+2],this._w=e[t+3],this._onChangeCallback(),this}toArray(e=[],t=0){return e[t]=this._x,e[t+1]=this._y,e[t+2]=this._z,e[t+3]=this._w,e}fromBufferAttribute(e,t){return this._x=e.getX(t),this._y=e.getY(t),this._z=e.getZ(t),this._w=e.getW(t),this._onChangeCallback(),this}toJSON(){return this.toArray()}_onChange(e){return this._onChangeCallback=e,this}_onChangeCallback(){}*[Symbol.iterator](){yield this._x,yield this._y,yield this._z,yield this._w}},Pc=class Pc{constructor(e=0,t=0,n=0){this.x=e,this.y=t,this.z=n}set(e,t,n){return n===void 0&&(n=this.z),this.x=e,this.y=t,this.z=n,this}setScalar(e){return this.x=e,this.y=e,this.z=e,this}setX(e){return this.x=e,this}setY(e){return this.y=e,this}setZ(e){return this.z=e,this}setComponent(e,t){switch(e){case 0:this.x=t;break;case 1:this.y=t;break;case 2:this.z=t;break;default:throw new Error("THREE.Vector3: index is out of range: "+e)}return this}getComponent(e){switch(e){case 0:return this.x;case 1:return this.y;case 2:return this.z;default:throw new Error("THREE.Vector3: index is out of range: "+e)}}clone(){return new this.constructor(this.x,this.y,this.z)}copy(e){return this.x=e.x,this.y=e.y,this.z=e.z,this}add(e){return this.x+=e.x,this.y+=e.y,this.z+=e.z,this}addScalar(e){return this.x+=e,this.y+=e,this.z+=e,this}addVectors(e,t){return this.x=e.x+t.x,this.y=e.y+t.y,this.z=e.z+t.z,this}addScaledVector(e,t){return this.x+=e.x*t,this.y+=e.y*t,this.z+=e.z*t,this}sub(e){return this.x-=e.x,this.y-=e.y,this.z-=e.z,this}subScalar(e){return this.x-=e,this.y-=e,this.z-=e,this}subVectors(e,t){return this.x=e.x-t.x,this.y=e.y-t.y,this.z=e.z-t.z,this}multiply(e){return this.x*=e.x,this.y*=e.y,this.z*=e.z,this}multiplyScalar(e){return this.x*=e,this.y*=e,this.z*=e,this}multiplyVectors(e,t){return this.x=e.x*t.x,this.y=e.y*t.y,this.z=e.z*t.z,this}applyEuler(e){return this.applyQuaternion(Oh.setFromEuler(e))}applyAxisAngle(e,t){return this.applyQuaternion(Oh.setFromAxisAngle(e,t))}applyMatrix3(e){let t=this.x,n=this.y,s=this.z,o=e.elements;return this.x=o[0]*t+o[3]*n+o[6]*s,this.y=o[1]*t+o[4]*n+o[7]*s,this.z=o[2]*t+o[5]*n+o[8]*s,this}applyNormalMatrix(e){return this.applyMatrix3(e).normalize()}applyMatrix4(e){let t=this.x,n=this.y,s=this.z,o=e.elements,c=1/(o[3]*t+o[7]*n+o[11]*s+o[15]);return this.x=(o[0]*t+o[4]*n+o[8]*s+o[12])*c,this.y=(o[1]*t+o[5]*n+o[9]*s+o[13])*c,this.z=(o[2]*t+o[6]*n+o[10]*s+o[14])*c,this}applyQuaternion(e){let t=this.x,n=this.y,s=this.z,o=e.x,c=e.y,u=e.z,f=e.w,p=2*(c*s-u*n),g=2*(u*t-o*s),S=2*(o*n-c*t);return this.x=t+f*p+c*S-u*g,this.y=n+f*g+u*p-o*S,this.z=s+f*S+o*g-c*p,this}project(e){return this.applyMatrix4(e.matrixWorldInverse).applyMatrix4(e.projectionMatrix)}unproject(e){return this.applyMatrix4(e.projectionMatrixInverse).applyMatrix4(e.matrixWorld)}transformDirection(e){let t=this.x,n=this.y,s=this.z,o=e.elements;return this.x=o[0]*t+o[4]*n+o[8]*s,this.y=o[1]*t+o[5]*n+o[9]*s,this.z=o[2]*t+o[6]*n+o[10]*s,this.normalize()}divide(e){return this.x/=e.x,this.y/=e.y,this.z/=e.z,this}divideScalar(e){return this.multiplyScalar(1/e)}min(e){return this.x=Math.min(this.x,e.x),this.y=Math.min(this.y,e.y),this.z=Math.min(this.z,e.z),this}max(e){return this.x=Math.max(this.x,e.x),this.y=Math.max(this.y,e.y),this.z=Math.max(this.z,e.z),this}clamp(e,t){return this.x=gt(this.x,e.x,t.x),this.y=gt(this.y,e.y,t.y),this.z=gt(this.z,e.z,t.z),this}clampScalar(e,t){return this.x=gt(this.x,e,t),this.y=gt(this.y,e,t),this.z=gt(this.z,e,t),this}clampLength(e,t){let n=this.length();return this.divideScalar(n||1).multiplyScalar(gt(n,e,t))}floor(){return this.x=Math.floor(this.x),this.y=Math.floor(this.y),this.z=Math.floor(this.z),this}ceil(){return this.x=Math.ceil(this.x),this.y=Math.ceil(this.y),this.z=Math.ceil(this.z),this}round(){return this.x=Math.round(this.x),this.y=Math.round(this.y),this.z=Math.round(this.z),this}roundToZero(){return this.x=Math.trunc(this.x),this.y=Math.trunc(this.y),this.z=Math.trunc(this.z),this}negate(){return this.x=-this.x,this.y=-this.y,this.z=-this.z,this}dot(e){return this.x*e.x+this.y*e.y+this.z*e.z}lengthSq(){return this.x*this.x+this.y*this.y+this.z*this.z}length(){return Math.sqrt(this.x*this.x+this.y*this.y+this.z*this.z)}manhattanLength(){return Math.abs(this.x)+Math.abs(this.y)+Math.abs(this.z)}normalize(){return this.divideScalar(this.length()||1)}setLength(e){return this.normalize().multiplyScalar(e)}lerp(e,t){return this.x+=(e.x-this.x)*t,this.y+=(e.y-this.y)*t,this.z+=(e.z-this.z)*t,this}lerpVectors(e,t,n){return this.x=e.x+(t.x-e.x)*n,this.y=e.y+(t.y-e.y)*n,this.z=e.z+(t.z-e.z)*n,this}cross(e){return this.crossVectors(this,e)}crossVectors(e,t){let n=e.x,s=e.y,o=e.z,c=t.x,u=t.y,f=t.z;return this.x=s*f-o*u,this.y=o*c-n*f,this.z=n*u-s*c,this}projectOnVector(e){let t=e.lengthSq();if(t===0)return this.set(0,0,0);let n=e.dot(this)/t;return this.copy(e).multiplyScalar(n)}projectOnPlane(e){return xl.copy(this).projectOnVector(e),this.sub(xl)}reflect(e){return this.sub(xl.copy(e).multiplyScalar(2*this.dot(e)))}angleTo(e){let t=Math.sqrt(this.lengthSq()*e.lengthSq());if(t===0)return Math.PI/2;let n=this.dot(e)/t;return Math.acos(gt(n,-1,1))}distanceTo(e){return Math.sqrt(this.distanceToSquared(e))}distanceToSquared(e){let t=this.x-e.x,n=this.y-e.y,s=this.z-e.z;return t*t+n*n+s*s}manhattanDistanceTo(e){return Math.abs(this.x-e.x)+Math.abs(this.y-e.y)+Math.abs(this.z-e.z)}setFromSpherical(e){return this.setFromSphericalCoords(e.radius,e.phi,e.theta)}setFromSphericalCoords(e,t,n){let s=Math.sin(t)*e;return this.x=s*Math.sin(n),this.y=Math.cos(t)*e,this.z=s*Math.cos(n),this}setFromCylindrical(e){return this.setFromCylindricalCoords(e.radius,e.theta,e.y)}setFromCylindricalCoords(e,t,n){return this.x=e*Math.sin(t),this.y=n,this.z=e*Math.cos(t),this}setFromMatrixPosition(e){let t=e.elements;return this.x=t[12],this.y=t[13],this.z=t[14],this}setFromMatrixScale(e){let t=this.setFromMatrixColumn(e,0).length(),n=this.setFromMatrixColumn(e,1).length(),s=this.setFromMatrixColumn(e,2).length();return this.x=t,this.y=n,this.z=s,this}setFromMatrixColumn(e,t){return this.fromArray(e.elements,t*4)}setFromMatrix3Column(e,t){return this.fromArray(e.elements,t*3)}setFromEuler(e){return this.x=e._x,this.y=e._y,this.z=e._z,this}setFromColor(e){return this.x=e.r,this.y=e.g,this.z=e.b,this}equals(e){return e.x===this.x&&e.y===this.y&&e.z===this.z}fromArray(e,t=0){return this.x=e[t],this.y=e[t+1],this.z=e[t+2],this}toArray(e=[],t=0){return e[t]=this.x,e[t+1]=this.y,e[t+2]=this.z,e}fromBufferAttribute(e,t){return this.x=e.getX(t),this.y=e.getY(t),this.z=e.getZ(t),this}random(){return this.x=Math.random(),this.y=Math.random(),this.z=Math.random(),this}randomDirection(){let e=Math.random()*Math.PI*2,t=Math.random()*2-1,n=Math.sqrt(1-t*t);return this.x=n*Math.cos(e),this.y=t,this.z=n*Math.sin(e),this}*[Symbol.iterator](){yield this.x,yield this.y,yield this.z}};Pc.prototype.isVector3=!0;var K=Pc,xl=new K,Oh=new Tn,Ic=class Ic{constructor(e,t,n,s,o,c,u,f,p){this.elements=[1,0,0,0,1,0,0,0,1],e!==void 0&&this.set(e,t,n,s,o,c,u,f,p)}set(e,t,n,s,o,c,u,f,p){let g=this.elements;return g[0]=e,g[1]=s,g[2]=u,g[3]=t,g[4]=o,g[5]=f,g[6]=n,g[7]=c,g[8]=p,this}identity(){return this.set(1,0,0,0,1,0,0,0,1),this}copy(e){let t=this.elements,n=e.elements;return t[0]=n[0],t[1]=n[1],t[2]=n[2],t[3]=n[3],t[4]=n[4],t[5]=n[5],t[6]=n[6],t[7]=n[7],t[8]=n[8],this}extractBasis(e,t,n){return e.setFromMatrix3Column(this,0),t.setFromMatrix3Column(this,1),n.setFromMatrix3Column(this,2),this}setFromMatrix4(e){let t=e.elements;return this.set(t[0],t[4],t[8],t[1],t[5],t[9],t[2],t[6],t[10]),this}multiply(e){return this.multiplyMatrices(this,e)}premultiply(e){return this.multiplyMatrices(e,this)}multiplyMatrices(e,t){let n=e.elements,s=t.elements,o=this.elements,c=n[0],u=n[3],f=n[6],p=n[1],g=n[4],S=n[7],_=n[2],M=n[5],T=n[8],D=s[0],x=s[3],v=s[6],P=s[1],O=s[4],R=s[7],U=s[2],N=s[5],b=s[8];return o[0]=c*D+u*P+f*U,o[3]=c*x+u*O+f*N,o[6]=c*v+u*R+f*b,o[1]=p*D+g*P+S*U,o[4]=p*x+g*O+S*N,o[7]=p*v+g*R+S*b,o[2]=_*D+M*P+T*U,o[5]=_*x+M*O+T*N,o[8]=_*v+M*R+T*b,this}multiplyScalar(e){let t=this.elements;return t[0]*=e,t[3]*=e,t[6]*=e,t[1]*=e,t[4]*=e,t[7]*=e,t[2]*=e,t[5]*=e,t[8]*=e,this}determinant(){let e=this.elements,t=e[0],n=e[1],s=e[2],o=e[3],c=e[4],u=e[5],f=e[6],p=e[7],g=e[8];return t*c*g-t*u*p-n*o*g+n*u*f+s*o*p-s*c*f}invert(){let e=this.elements,t=e[0],n=e[1],s=e[2],o=e[3],c=e[4],u=e[5],f=e[6],p=e[7],g=e[8],S=g*c-u*p,_=u*f-g*o,M=p*o-c*f,T=t*S+n*_+s*M;if(T===0)return this.set(0,0,0,0,0,0,0,0,0);let D=1/T;return e[0]=S*D,e[1]=(s*p-g*n)*D,e[2]=(u*n-s*c)*D,e[3]=_*D,e[4]=(g*t-s*f)*D,e[5]=(s*o-u*t)*D,e[6]=M*D,e[7]=(n*f-p*t)*D,e[8]=(c*t-n*o)*D,this}transpose(){let e,t=this.elements;return e=t[1],t[1]=t[3],t[3]=e,e=t[2],t[2]=t[6],t[6]=e,e=t[5],t[5]=t[7],t[7]=e,this}getNormalMatrix(e){return this.setFromMatrix4(e).invert().transpose()}transposeIntoArray(e){let t=this.elements;return e[0]=t[0],e[1]=t[3],e[2]=t[6],e[3]=t[1],e[4]=t[4],e[5]=t[7],e[6]=t[2],e[7]=t[5],e[8]=t[8],this}setUvTransform(e,t,n,s,o,c,u){let f=Math.cos(o),p=Math.sin(o);return this.set(n*f,n*p,-n*(f*c+p*u)+c+e,-s*p,s*f,-s*(-p*c+f*u)+u+t,0,0,1),this}scale(e,t){return ns("Matrix3: .scale() is deprecated. Use .makeScale() instead."),this.premultiply(Sl.makeScale(e,t)),this}rotate(e){return ns("Matrix3: .rotate() is deprecated. Use .makeRotation() instead."),this.premultiply(Sl.makeRotation(-e)),this}translate(e,t){return ns("Matrix3: .translate() is deprecated. Use .makeTranslation() instead."),this.premultiply(Sl.makeTranslation(e,t)),this}makeTranslation(e,t){return e.isVector2?this.set(1,0,e.x,0,1,e.y,0,0,1):this.set(1,0,e,0,1,t,0,0,1),this}makeRotation(e){let t=Math.cos(e),n=Math.sin(e);return this.set(t,-n,0,n,t,0,0,0,1),this}makeScale(e,t){return this.set(e,0,0,0,t,0,0,0,1),this}equals(e){let t=this.elements,n=e.elements;for(let s=0;s<9;s++)if(t[s]!==n[s])return!1;return!0}fromArray(e,t=0){for(let n=0;n<9;n++)this.elements[n]=e[n+t];return this}toArray(e=[],t=0){let n=this.elements;return e[t]=n[0],e[t+1]=n[1],e[t+2]=n[2],e[t+3]=n[3],e[t+4]=n[4],e[t+5]=n[5],e[t+6]=n[6],e[t+7]=n[7],e[t+8]=n[8],e}clone(){return new this.constructor().fromArray(this.elements)}};Ic.prototype.isMatrix3=!0;var at=Ic,Sl=new at,Bh=new at().set(.4123908,.3575843,.1804808,.212639,.7151687,.0721923,.0193308,.1191948,.9505322),kh=new at().set(3.2409699,-1.5373832,-.4986108,-.9692436,1.8759675,.0415551,.0556301,-.203977,1.0569715);function g0(){let i={enabled:!0,workingColorSpace:as,spaces:{},convert:function(s,o,c){return this.enabled===!1||o===c||!o||!c||(this.spaces[o].transfer===Ct&&(s.r=gi(s.r),s.g=gi(s.g),s.b=gi(s.b)),this.spaces[o].primaries!==this.spaces[c].primaries&&(s.applyMatrix3(this.spaces[o].toXYZ),s.applyMatrix3(this.spaces[c].fromXYZ)),this.spaces[c].transfer===Ct&&(s.r=wr(s.r),s.g=wr(s.g),s.b=wr(s.b))),s},workingToColorSpace:function(s,o){return this.convert(s,this.workingColorSpace,o)},colorSpaceToWorking:function(s,o){return this.convert(s,o,this.workingColorSpace)},getPrimaries:function(s){return this.spaces[s].primaries},getTransfer:function(s){return s===Mi?os:this.spaces[s].transfer},getToneMappingMode:function(s){return this.spaces[s].outputColorSpaceConfig.toneMappingMode||"standard"},getLuminanceCoefficients:function(s,o=this.workingColorSpace){return s.fromArray(this.spaces[o].luminanceCoefficients)},define:function(s){Object.assign(this.spaces,s)},_getMatrix:function(s,o,c){return s.copy(this.spaces[c].fromXYZ).multiply(this.spaces[o].toXYZ)},_getDrawingBufferColorSpace:function(s){return this.spaces[s].outputColorSpaceConfig.drawingBufferColorSpace},_getUnpackColorSpace:function(s=this.workingColorSpace){return this.spaces[s].workingColorSpaceConfig.unpackColorSpace}},e=[.64,.33,.3,.6,.15,.06],t=[.2126,.7152,.0722],n=[.3127,.329];return i.define({[as]:{primaries:e,whitePoint:n,transfer:os,toXYZ:Bh,fromXYZ:kh,luminanceCoefficients:t,workingColorSpaceConfig:{unpackColorSpace:gn},outputColorSpaceConfig:{drawingBufferColorSpace:gn}},[gn]:{primaries:e,whitePoint:n,transfer:Ct,toXYZ:Bh,fromXYZ:kh,luminanceCoefficients:t,outputColorSpaceConfig:{drawingBufferColorSpace:gn}}}),i}var yt=g0();function gi(i){return i<.04045?i*.0773993808:Math.pow(i*.9478672986+.0521327014,2.4)}function wr(i){return i<.0031308?i*12.92:1.055*Math.pow(i,.41666)-.055}var dr,ka=class{static getDataURL(e,t="image/png"){if(/^data:/i.test(e.src)||typeof HTMLCanvasElement>"u")return e.src;let n;if(e instanceof HTMLCanvasElement)n=e;else{dr===void 0&&(dr=ls("canvas")),dr.width=e.width,dr.height=e.height;let s=dr.getContext("2d");e instanceof ImageData?s.putImageData(e,0,0):s.drawImage(e,0,0,e.width,e.height),n=dr}return n.toDataURL(t)}static sRGBToLinear(e){if(typeof HTMLImageElement<"u"&&e instanceof HTMLImageElement||typeof HTMLCanvasElement<"u"&&e instanceof HTMLCanvasElement||typeof ImageBitmap<"u"&&e instanceof ImageBitmap){let t=ls("canvas");t.width=e.width,t.height=e.height;let n=t.getContext("2d");n.drawImage(e,0,0,e.width,e.height);let s=n.getImageData(0,0,e.width,e.height),o=s.data;for(let c=0;c<o.length;c++)o[c]=gi(o[c]/255)*255;return n.putImageData(s,0,0),t}else if(e.data){let t=e.data.slice(0);for(let n=0;n<t.length;n++)t instanceof Uint8Array||t instanceof Uint8ClampedArray?t[n]=Math.floor(gi(t[n]/255)*255):t[n]=gi(t[n]);return{data:t,width:e.width,height:e.height}}else return Qe("ImageUtils.sRGBToLinear(): Unsupported image type. No color space conversion applied."),e}},_0=0,Ir=class{constructor(e=null){this.isTextureSource=!0,Object.defineProperty(this,"id",{value:_0++}),this.uuid=Vr(),this.data=e,this.dataReady=!0,this.version=0}getSize(e){let t=this.data;return typeof HTMLVideoElement<"u"&&t instanceof HTMLVideoElement?e.set(t.videoWidth,t.videoHeight,0):typeof VideoFrame<"u"&&t instanceof VideoFrame?e.set(t.displayWidth,t.displayHeight,0):t!==null?e.set(t.width||0,t.height||0,t.depth||0):e.set(0,0,0),e}set needsUpdate(e){e===!0&&this.version++}toJSON(e){let t=e===void 0||typeof e=="string";if(!t&&e.images[this.uuid]!==void 0)return e.images[this.uuid];let n={uuid:this.uuid,url:""},s=this.data;if(s!==null){let o;if(Array.isArray(s)){o=[];for(let c=0,u=s.length;c<u;c++)s[c].isDataTexture?o.push(Ml(s[c].image)):o.push(Ml(s[c]))}else o=Ml(s);n.url=o}return t||(e.images[this.uuid]=n),n}};function Ml(i){return typeof HTMLImageElement<"u"&&i instanceof HTMLImageElement||typeof HTMLCanvasElement<"u"&&i instanceof HTMLCanvasElement||typeof ImageBitmap<"u"&&i instanceof ImageBitmap?ka.getDataURL(i):i.data?{data:Array.from(i.data),width:i.width,height:i.height,type:i.data.constructor.name}:(Qe("Texture: Unable to serialize Texture."),{})}var v0=0,bl=new K,yn=class i extends Wn{constructor(e=i.DEFAULT_IMAGE,t=i.DEFAULT_MAPPING,n=ni,s=ni,o=vn,c=xi,u=Yn,f=xn,p=i.DEFAULT_ANISOTROPY,g=Mi){super(),this.isTexture=!0,Object.defineProperty(this,"id",{value:v0++}),this.uuid=Vr(),this.name="",this.source=new Ir(e),this.mipmaps=[],this.mapping=t,this.channel=0,this.wrapS=n,this.wrapT=s,this.magFilter=o,this.minFilter=c,this.anisotropy=p,this.format=u,this.internalFormat=null,this.type=f,this.offset=new et(0,0),this.repeat=new et(1,1),this.center=new et(0,0),this.rotation=0,this.matrixAutoUpdate=!0,this.matrix=new at,this.generateMipmaps=!0,this.mipmapsAutoUpdate=!0,this.premultiplyAlpha=!1,this.flipY=!0,this.unpackAlignment=4,this.colorSpace=g,this.userData={},this.updateRanges=[],this.version=0,this.onUpdate=null,this.renderTarget=null,this.isRenderTargetTexture=!1,this.isArrayTexture=!!(e&&e.depth&&e.depth>1),this.pmremVersion=0,this.isPMREMTexture=!1,this.normalized=!1}get width(){return this.source.getSize(bl).x}get height(){return this.source.getSize(bl).y}get depth(){return this.source.getSize(bl).z}get image(){return this.source.data}set image(e){this.source.data=e}updateMatrix(){this.matrix.setUvTransform(this.offset.x,this.offset.y,this.repeat.x,this.repeat.y,this.rotation,this.center.x,this.center.y)}addUpdateRange(e,t){this.updateRanges.push({start:e,count:t})}clearUpdateRanges(){this.updateRanges.length=0}clone(){return new this.constructor().copy(this)}copy(e){return this.name=e.name,this.source=e.source,this.mipmaps=e.mipmaps.slice(0),this.mapping=e.mapping,this.channel=e.channel,this.wrapS=e.wrapS,this.wrapT=e.wrapT,this.magFilter=e.magFilter,this.minFilter=e.minFilter,this.anisotropy=e.anisotropy,this.format=e.format,this.internalFormat=e.internalFormat,this.type=e.type,this.normalized=e.normalized,this.offset.copy(e.offset),this.repeat.copy(e.repeat),this.center.copy(e.center),this.rotation=e.rotation,this.matrixAutoUpdate=e.matrixAutoUpdate,this.matrix.copy(e.matrix),this.generateMipmaps=e.generateMipmaps,this.mipmapsAutoUpdate=e.mipmapsAutoUpdate,this.premultiplyAlpha=e.premultiplyAlpha,this.flipY=e.flipY,this.unpackAlignment=e.unpackAlignment,this.colorSpace=e.colorSpace,this.renderTarget=e.renderTarget,this.isRenderTargetTexture=e.isRenderTargetTexture,this.isPMREMTexture=e.isPMREMTexture,this.isArrayTexture=e.isArrayTexture,this.userData=JSON.parse(JSON.stringify(e.userData)),this.needsUpdate=!0,this}setValues(e){for(let t in e){let n=e[t];if(n===void 0){Qe(`Texture.setValues(): parameter '${t}' has value of undefined.`);continue}let s=this[t];if(s===void 0){Qe(`Texture.setValues(): property '${t}' does not exist.`);continue}s&&n&&s.isVector2&&n.isVector2||s&&n&&s.isVector3&&n.isVector3||s&&n&&s.isMatrix3&&n.isMatrix3?s.copy(n):this[t]=n}}toJSON(e){let t=e===void 0||typeof e=="string";if(!t&&e.textures[this.uuid]!==void 0)return e.textures[this.uuid];let n={metadata:{version:4.7,type:"Texture",generator:"Texture.toJSON"},uuid:this.uuid,name:this.name,image:this.source.toJSON(e).uuid,mapping:this.mapping,channel:this.channel,repeat:[this.repeat.x,this.repeat.y],offset:[this.offset.x,this.offset.y],center:[this.center.x,this.center.y],rotation:this.rotation,wrap:[this.wrapS,this.wrapT],format:this.format,internalFormat:this.internalFormat,type:this.type,normalized:this.normalized,colorSpace:this.colorSpace,minFilter:this.minFilter,magFilter:this.magFilter,anisotropy:this.anisotropy,flipY:this.flipY,generateMipmaps:this.generateMipmaps,mipmapsAutoUpdate:this.mipmapsAutoUpdate,premultiplyAlpha:this.premultiplyAlpha,unpackAlignment:this.unpackAlignment};return Object.keys(this.userData).length>0&&(n.userData=this.userData),t||(e.textures[this.uuid]=n),n}dispose(){this.dispatchEvent({type:"dispose"})}transformUv(e){if(this.mapping!==lc)return e;if(e.applyMatrix3(this.matrix),e.x<0||e.x>1)switch(this.wrapS){case Ar:e.x=e.x-Math.floor(e.x);break;case ni:e.x=e.x<0?0:1;break;case Oa:Math.abs(Math.floor(e.x)%2)===1?e.x=Math.ceil(e.x)-e.x:e.x=e.x-Math.floor(e.x);break}if(e.y<0||e.y>1)switch(this.wrapT){case Ar:e.y=e.y-Math.floor(e.y);break;case ni:e.y=e.y<0?0:1;break;case Oa:Math.abs(Math.floor(e.y)%2)===1?e.y=Math.ceil(e.y)-e.y:e.y=e.y-Math.floor(e.y);break}return this.flipY&&(e.y=1-e.y),e}set needsUpdate(e){e===!0&&(this.version++,this.source.needsUpdate=!0)}set needsPMREMUpdate(e){e===!0&&this.pmremVersion++}};yn.DEFAULT_IMAGE=null;yn.DEFAULT_MAPPING=lc;yn.DEFAULT_ANISOTROPY=1;var Dc=class Dc{constructor(e=0,t=0,n=0,s=1){this.x=e,this.y=t,this.z=n,this.w=s}get width(){return this.z}set width(e){this.z=e}get height(){return this.w}set height(e){this.w=e}set(e,t,n,s){return this.x=e,this.y=t,this.z=n,this.w=s,this}setScalar(e){return this.x=e,this.y=e,this.z=e,this.w=e,this}setX(e){return this.x=e,this}setY(e){return this.y=e,this}setZ(e){return this.z=e,this}setW(e){return this.w=e,this}setComponent(e,t){switch(e){case 0:this.x=t;break;case 1:this.y=t;break;case 2:this.z=t;break;case 3:this.w=t;break;default:throw new Error("THREE.Vector4: index is out of range: "+e)}return this}getComponent(e){switch(e){case 0:return this.x;case 1:return this.y;case 2:return this.z;case 3:return this.w;default:throw new Error("THREE.Vector4: index is out of range: "+e)}}clone(){return new this.constructor(this.x,this.y,this.z,this.w)}copy(e){return this.x=e.x,this.y=e.y,this.z=e.z,this.w=e.w!==void 0?e.w:1,this}add(e){return this.x+=e.x,this.y+=e.y,this.z+=e.z,this.w+=e.w,this}addScalar(e){return this.x+=e,this.y+=e,this.z+=e,this.w+=e,this}addVectors(e,t){return this.x=e.x+t.x,this.y=e.y+t.y,this.z=e.z+t.z,this.w=e.w+t.w,this}addScaledVector(e,t){return this.x+=e.x*t,this.y+=e.y*t,this.z+=e.z*t,this.w+=e.w*t,this}sub(e){return this.x-=e.x,this.y-=e.y,this.z-=e.z,this.w-=e.w,this}subScalar(e){return this.x-=e,this.y-=e,this.z-=e,this.w-=e,this}subVectors(e,t){return this.x=e.x-t.x,this.y=e.y-t.y,this.z=e.z-t.z,this.w=e.w-t.w,this}multiply(e){return this.x*=e.x,this.y*=e.y,this.z*=e.z,this.w*=e.w,this}multiplyScalar(e){return this.x*=e,this.y*=e,this.z*=e,this.w*=e,this}applyMatrix4(e){let t=this.x,n=this.y,s=this.z,o=this.w,c=e.elements;return this.x=c[0]*t+c[4]*n+c[8]*s+c[12]*o,this.y=c[1]*t+c[5]*n+c[9]*s+c[13]*o,this.z=c[2]*t+c[6]*n+c[10]*s+c[14]*o,this.w=c[3]*t+c[7]*n+c[11]*s+c[15]*o,this}divide(e){return this.x/=e.x,this.y/=e.y,this.z/=e.z,this.w/=e.w,this}divideScalar(e){return this.multiplyScalar(1/e)}setAxisAngleFromQuaternion(e){this.w=2*Math.acos(e.w);let t=Math.sqrt(1-e.w*e.w);return t<1e-4?(this.x=1,this.y=0,this.z=0):(this.x=e.x/t,this.y=e.y/t,this.z=e.z/t),this}setAxisAngleFromRotationMatrix(e){let t,n,s,o,f=e.elements,p=f[0],g=f[4],S=f[8],_=f[1],M=f[5],T=f[9],D=f[2],x=f[6],v=f[10];if(Math.abs(g-_)<.01&&Math.abs(S-D)<.01&&Math.abs(T-x)<.01){if(Math.abs(g+_)<.1&&Math.abs(S+D)<.1&&Math.abs(T+x)<.1&&Math.abs(p+M+v-3)<.1)return this.set(1,0,0,0),this;t=Math.PI;let O=(p+1)/2,R=(M+1)/2,U=(v+1)/2,N=(g+_)/4,b=(S+D)/4,I=(T+x)/4;return O>R&&O>U?O<.01?(n=0,s=.707106781,o=.707106781):(n=Math.sqrt(O),s=N/n,o=b/n):R>U?R<.01?(n=.707106781,s=0,o=.707106781):(s=Math.sqrt(R),n=N/s,o=I/s):U<.01?(n=.707106781,s=.707106781,o=0):(o=Math.sqrt(U),n=b/o,s=I/o),this.set(n,s,o,t),this}let P=Math.sqrt((x-T)*(x-T)+(S-D)*(S-D)+(_-g)*(_-g));return Math.abs(P)<.001&&(P=1),this.x=(x-T)/P,this.y=(S-D)/P,this.z=(_-g)/P,this.w=Math.acos((p+M+v-1)/2),this}setFromMatrixPosition(e){let t=e.elements;return this.x=t[12],this.y=t[13],this.z=t[14],this.w=t[15],this}min(e){return this.x=Math.min(this.x,e.x),this.y=Math.min(this.y,e.y),this.z=Math.min(this.z,e.z),this.w=Math.min(this.w,e.w),this}max(e){return this.x=Math.max(this.x,e.x),this.y=Math.max(this.y,e.y),this.z=Math.max(this.z,e.z),this.w=Math.max(this.w,e.w),this}clamp(e,t){return this.x=gt(this.x,e.x,t.x),this.y=gt(this.y,e.y,t.y),this.z=gt(this.z,e.z,t.z),this.w=gt(this.w,e.w,t.w),this}clampScalar(e,t){return this.x=gt(this.x,e,t),this.y=gt(this.y,e,t),this.z=gt(this.z,e,t),this.w=gt(this.w,e,t),this}clampLength(e,t){let n=this.length();return this.divideScalar(n||1).multiplyScalar(gt(n,e,t))}floor(){return this.x=Math.floor(this.x),this.y=Math.floor(this.y),this.z=Math.floor(this.z),this.w=Math.floor(this.w),this}ceil(){return this.x=Math.ceil(this.x),this.y=Math.ceil(this.y),this.z=Math.ceil(this.z),this.w=Math.ceil(this.w),this}round(){return this.x=Math.round(this.x),this.y=Math.round(this.y),this.z=Math.round(this.z),this.w=Math.round(this.w),this}roundToZero(){return this.x=Math.trunc(this.x),this.y=Math.trunc(this.y),this.z=Math.trunc(this.z),this.w=Math.trunc(this.w),this}negate(){return this.x=-this.x,this.y=-this.y,this.z=-this.z,this.w=-this.w,this}dot(e){return this.x*e.x+this.y*e.y+this.z*e.z+this.w*e.w}lengthSq(){return this.x*this.x+this.y*this.y+this.z*this.z+this.w*this.w}length(){return Math.sqrt(this.x*this.x+this.y*this.y+this.z*this.z+this.w*this.w)}manhattanLength(){return Math.abs(this.x)+Math.abs(this.y)+Math.abs(this.z)+Math.abs(this.w)}normalize(){return this.divideScalar(this.length()||1)}setLength(e){return this.normalize().multiplyScalar(e)}lerp(e,t){return this.x+=(e.x-this.x)*t,this.y+=(e.y-this.y)*t,this.z+=(e.z-this.z)*t,this.w+=(e.w-this.w)*t,this}lerpVectors(e,t,n){return this.x=e.x+(t.x-e.x)*n,this.y=e.y+(t.y-e.y)*n,this.z=e.z+(t.z-e.z)*n,this.w=e.w+(t.w-e.w)*n,this}equals(e){return e.x===this.x&&e.y===this.y&&e.z===this.z&&e.w===this.w}fromArray(e,t=0){return this.x=e[t],this.y=e[t+1],this.z=e[t+2],this.w=e[t+3],this}toArray(e=[],t=0){return e[t]=this.x,e[t+1]=this.y,e[t+2]=this.z,e[t+3]=this.w,e}fromBufferAttribute(e,t){return this.x=e.getX(t),this.y=e.getY(t),this.z=e.getZ(t),this.w=e.getW(t),this}random(){return this.x=Math.random(),this.y=Math.random(),this.z=Math.random(),this.w=Math.random(),this}*[Symbol.iterator](){yield this.x,yield this.y,yield this.z,yield this.w}};Dc.prototype.isVector4=!0;var kt=Dc,za=class extends Wn{constructor(e=1,t=1,n={}){super(),n=Object.assign({generateMipmaps:!1,internalFormat:null,minFilter:vn,depthBuffer:!0,stencilBuffer:!1,resolveColorBuffer:!0,resolveDepthBuffer:!0,resolveStencilBuffer:!0,storeMultisampledColorBuffer:!0,storeMultisampledDepthBuffer:!0,storeMultisampledStencilBuffer:!0,depthTexture:null,samples:0,count:1,depth:1,multiview:!1,useArrayDepthTexture:!1},n),this.isRenderTarget=!0,this.width=e,this.height=t,this.depth=n.depth,this.scissor=new kt(0,0,e,t),this.scissorTest=!1,this.viewport=new kt(0,0,e,t),this.textures=[];let s=n.count;for(let o=0;o<s;o++)this.textures[o]=new yn({width:e,height:t,depth:n.depth}),this.textures[o].isRenderTargetTexture=!0,this.textures[o].renderTarget=this;this._setTextureOptions(n),this.depthBuffer=n.depthBuffer,this.stencilBuffer=n.stencilBuffer,this.resolveColorBuffer=n.resolveColorBuffer,this.resolveDepthBuffer=n.resolveDepthBuffer,this.resolveStencilBuffer=n.resolveStencilBuffer,this.storeMultisampledColorBuffer=n.storeMultisampledColorBuffer,this.storeMultisampledDepthBuffer=n.storeMultisampledDepthBuffer,this.storeMultisampledStencilBuffer=n.storeMultisampledStencilBuffer,this._depthTexture=null,this.depthTexture=n.depthTexture,this.samples=n.samples,this.multiview=n.multiview,this.useArrayDepthTexture=n.useArrayDepthTexture}_setTextureOptions(e={}){let t={minFilter:vn,generateMipmaps:!1,flipY:!1,internalFormat:null};e.mapping!==void 0&&(t.mapping=e.mapping),e.wrapS!==void 0&&(t.wrapS=e.wrapS),e.wrapT!==void 0&&(t.wrapT=e.wrapT),e.wrapR!==void 0&&(t.wrapR=e.wrapR),e.magFilter!==void 0&&(t.magFilter=e.magFilter),e.minFilter!==void 0&&(t.minFilter=e.minFilter),e.format!==void 0&&(t.format=e.format),e.type!==void 0&&(t.type=e.type),e.anisotropy!==void 0&&(t.anisotropy=e.anisotropy),e.colorSpace!==void 0&&(t.colorSpace=e.colorSpace),e.flipY!==void 0&&(t.flipY=e.flipY),e.generateMipmaps!==void 0&&(t.generateMipmaps=e.generateMipmaps),e.mipmapsAutoUpdate!==void 0&&(t.mipmapsAutoUpdate=e.mipmapsAutoUpdate),e.internalFormat!==void 0&&(t.internalFormat=e.internalFormat);for(let n=0;n<this.textures.length;n++)this.textures[n].setValues(t)}get texture(){return this.textures[0]}set texture(e){this.textures[0]=e}set depthTexture(e){this._depthTexture!==null&&this._depthTexture.renderTarget===this&&(this._depthTexture.renderTarget=null),e!==null&&e.renderTarget===null&&(e.renderTarget=this),this._depthTexture=e}get depthTexture(){return this._depthTexture}setSize(e,t,n=1){if(this.width!==e||this.height!==t||this.depth!==n){this.width=e,this.height=t,this.depth=n;for(let s=0,o=this.textures.length;s<o;s++)this.textures[s].image.width=e,this.textures[s].image.height=t,this.textures[s].image.depth=n,this.textures[s].isData3DTexture!==!0&&(this.textures[s].isArrayTexture=this.textures[s].image.depth>1);this.dispose()}this.viewport.set(0,0,e,t),this.scissor.set(0,0,e,t)}clone(){return new this.constructor().copy(this)}copy(e){this.width=e.width,this.height=e.height,this.depth=e.depth,this.scissor.copy(e.scissor),this.scissorTest=e.scissorTest,this.viewport.copy(e.viewport),this.textures.length=0;for(let t=0,n=e.textures.length;t<n;t++){this.textures[t]=e.textures[t].clone(),this.textures[t].isRenderTargetTexture=!0,this.textures[t].renderTarget=this;let s=Object.assign({},e.textures[t].image);this.textures[t].source=new Ir(s)}if(this.depthBuffer=e.depthBuffer,this.stencilBuffer=e.stencilBuffer,this.resolveColorBuffer=e.resolveColorBuffer,this.resolveDepthBuffer=e.resolveDepthBuffer,this.resolveStencilBuffer=e.resolveStencilBuffer,this.storeMultisampledColorBuffer=e.storeMultisampledColorBuffer,this.storeMultisampledDepthBuffer=e.storeMultisampledDepthBuffer,this.storeMultisampledStencilBuffer=e.storeMultisampledStencilBuffer,e.depthTexture!==null)if(e.depthTexture.renderTarget===e){let t=e.depthTexture.clone();t.renderTarget=null,this.depthTexture=t}else this.depthTexture=e.depthTexture;else this.depthTexture=null;return this.samples=e.samples,this.multiview=e.multiview,this.useArrayDepthTexture=e.useArrayDepthTexture,this}dispose(){this.dispatchEvent({type:"dispose"})}},An=class extends za{constructor(e=1,t=1,n={}){super(e,t,n),this.isWebGLRenderTarget=!0}},cs=class extends yn{constructor(e=null,t=1,n=1,s=1){super(null),this.isDataArrayTexture=!0,this.image={data:e,width:t,height:n,depth:s},this.magFilter=sn,this.minFilter=sn,this.wrapR=ni,this.generateMipmaps=!1,this.flipY=!1,this.unpackAlignment=1,this.layerUpdates=new Set}copy(e){return super.copy(e),this.wrapR=e.wrapR,this}addLayerUpdate(e){this.layerUpdates.add(e)}clearLayerUpdates(){this.layerUpdates.clear()}};var Ga=class extends yn{constructor(e=null,t=1,n=1,s=1){super(null),this.isData3DTexture=!0,this.image={data:e,width:t,height:n,depth:s},this.magFilter=sn,this.minFilter=sn,this.wrapR=ni,this.generateMipmaps=!1,this.flipY=!1,this.unpackAlignment=1}copy(e){return super.copy(e),this.wrapR=e.wrapR,this}};var so=class so{constructor(e,t,n,s,o,c,u,f,p,g,S,_,M,T,D,x){this.elements=[1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1],e!==void 0&&this.set(e,t,n,s,o,c,u,f,p,g,S,_,M,T,D,x)}set(e,t,n,s,o,c,u,f,p,g,S,_,M,T,D,x){let v=this.elements;return v[0]=e,v[4]=t,v[8]=n,v[12]=s,v[1]=o,v[5]=c,v[9]=u,v[13]=f,v[2]=p,v[6]=g,v[10]=S,v[14]=_,v[3]=M,v[7]=T,v[11]=D,v[15]=x,this}identity(){return this.set(1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1),this}clone(){return new so().fromArray(this.elements)}copy(e){let t=this.elements,n=e.elements;return t[0]=n[0],t[1]=n[1],t[2]=n[2],t[3]=n[3],t[4]=n[4],t[5]=n[5],t[6]=n[6],t[7]=n[7],t[8]=n[8],t[9]=n[9],t[10]=n[10],t[11]=n[11],t[12]=n[12],t[13]=n[13],t[14]=n[14],t[15]=n[15],this}copyPosition(e){let t=this.elements,n=e.elements;return t[12]=n[12],t[13]=n[13],t[14]=n[14],this}setFromMatrix3(e){let t=e.elements;return this.set(t[0],t[3],t[6],0,t[1],t[4],t[7],0,t[2],t[5],t[8],0,0,0,0,1),this}extractBasis(e,t,n){return this.determinantAffine()===0?(e.set(1,0,0),t.set(0,1,0),n.set(0,0,1),this):(e.setFromMatrixColumn(this,0),t.setFromMatrixColumn(this,1),n.setFromMatrixColumn(this,2),this)}makeBasis(e,t,n){return this.set(e.x,t.x,n.x,0,e.y,t.y,n.y,0,e.z,t.z,n.z,0,0,0,0,1),this}extractRotation(e){if(e.determinantAffine()===0)return this.identity();let t=this.elements,n=e.elements,s=1/fr.setFromMatrixColumn(e,0).length(),o=1/fr.setFromMatrixColumn(e,1).length(),c=1/fr.setFromMatrixColumn(e,2).length();return t[0]=n[0]*s,t[1]=n[1]*s,t[2]=n[2]*s,t[3]=0,t[4]=n[4]*o,t[5]=n[5]*o,t[6]=n[6]*o,t[7]=0,t[8]=n[8]*c,t[9]=n[9]*c,t[10]=n[10]*c,t[11]=0,t[12]=0,t[13]=0,t[14]=0,t[15]=1,this}makeRotationFromEuler(e){let t=this.elements,n=e.x,s=e.y,o=e.z,c=Math.cos(n),u=Math.sin(n),f=Math.cos(s),p=Math.sin(s),g=Math.cos(o),S=Math.sin(o);if(e.order==="XYZ"){let _=c*g,M=c*S,T=u*g,D=u*S;t[0]=f*g,t[4]=-f*S,t[8]=p,t[1]=M+T*p,t[5]=_-D*p,t[9]=-u*f,t[2]=D-_*p,t[6]=T+M*p,t[10]=c*f}else if(e.order==="YXZ"){let _=f*g,M=f*S,T=p*g,D=p*S;t[0]=_+D*u,t[4]=T*u-M,t[8]=c*p,t[1]=c*S,t[5]=c*g,t[9]=-u,t[2]=M*u-T,t[6]=D+_*u,t[10]=c*f}else if(e.order==="ZXY"){let _=f*g,M=f*S,T=p*g,D=p*S;t[0]=_-D*u,t[4]=-c*S,t[8]=T+M*u,t[1]=M+T*u,t[5]=c*g,t[9]=D-_*u,t[2]=-c*p,t[6]=u,t[10]=c*f}else if(e.order==="ZYX"){let _=c*g,M=c*S,T=u*g,D=u*S;t[0]=f*g,t[4]=T*p-M,t[8]=_*p+D,t[1]=f*S,t[5]=D*p+_,t[9]=M*p-T,t[2]=-p,t[6]=u*f,t[10]=c*f}else if(e.order==="YZX"){let _=c*f,M=c*p,T=u*f,D=u*p;t[0]=f*g,t[4]=D-_*S,t[8]=T*S+M,t[1]=S,t[5]=c*g,t[9]=-u*g,t[2]=-p*g,t[6]=M*S+T,t[10]=_-D*S}else if(e.order==="XZY"){let _=c*f,M=c*p,T=u*f,D=u*p;t[0]=f*g,t[4]=-S,t[8]=p*g,t[1]=_*S+D,t[5]=c*g,t[9]=M*S-T,t[2]=T*S-M,t[6]=u*g,t[10]=D*S+_}return t[3]=0,t[7]=0,t[11]=0,t[12]=0,t[13]=0,t[14]=0,t[15]=1,this}makeRotationFromQuaternion(e){return this.compose(y0,e,x0)}lookAt(e,t,n){let s=this.elements;return bn.subVectors(e,t),bn.lengthSq()===0&&(bn.z=1),bn.normalize(),wi.crossVectors(n,bn),wi.lengthSq()===0&&(Math.abs(n.z)===1?bn.x+=1e-4:bn.z+=1e-4,bn.normalize(),wi.crossVectors(n,bn)),wi.normalize(),la.crossVectors(bn,wi),s[0]=wi.x,s[4]=la.x,s[8]=bn.x,s[1]=wi.y,s[5]=la.y,s[9]=bn.y,s[2]=wi.z,s[6]=la.z,s[10]=bn.z,this}multiply(e){return this.multiplyMatrices(this,e)}premultiply(e){return this.multiplyMatrices(e,this)}multiplyMatrices(e,t){let n=e.elements,s=t.elements,o=this.elements,c=n[0],u=n[4],f=n[8],p=n[12],g=n[1],S=n[5],_=n[9],M=n[13],T=n[2],D=n[6],x=n[10],v=n[14],P=n[3],O=n[7],R=n[11],U=n[15],N=s[0],b=s[4],I=s[8],q=s[12],k=s[1],Y=s[5],j=s[9],ee=s[13],z=s[2],ie=s[6],G=s[10],ne=s[14],Se=s[3],re=s[7],H=s[11],me=s[15];return o[0]=c*N+u*k+f*z+p*Se,o[4]=c*b+u*Y+f*ie+p*re,o[8]=c*I+u*j+f*G+p*H,o[12]=c*q+u*ee+f*ne+p*me,o[1]=g*N+S*k+_*z+M*Se,o[5]=g*b+S*Y+_*ie+M*re,o[9]=g*I+S*j+_*G+M*H,o[13]=g*q+S*ee+_*ne+M*me,o[2]=T*N+D*k+x*z+v*Se,o[6]=T*b+D*Y+x*ie+v*re,o[10]=T*I+D*j+x*G+v*H,o[14]=T*q+D*ee+x*ne+v*me,o[3]=P*N+O*k+R*z+U*Se,o[7]=P*b+O*Y+R*ie+U*re,o[11]=P*I+O*j+R*G+U*H,o[15]=P*q+O*ee+R*ne+U*me,this}multiplyScalar(e){let t=this.elements;return t[0]*=e,t[4]*=e,t[8]*=e,t[12]*=e,t[1]*=e,t[5]*=e,t[9]*=e,t[13]*=e,t[2]*=e,t[6]*=e,t[10]*=e,t[14]*=e,t[3]*=e,t[7]*=e,t[11]*=e,t[15]*=e,this}determinant(){let e=this.elements,t=e[0],n=e[4],s=e[8],o=e[12],c=e[1],u=e[5],f=e[9],p=e[13],g=e[2],S=e[6],_=e[10],M=e[14],T=e[3],D=e[7],x=e[11],v=e[15],P=f*M-p*_,O=u*M-p*S,R=u*_-f*S,U=c*M-p*g,N=c*_-f*g,b=c*S-u*g;return t*(D*P-x*O+v*R)-n*(T*P-x*U+v*N)+s*(T*O-D*U+v*b)-o*(T*R-D*N+x*b)}determinantAffine(){let e=this.elements,t=e[0],n=e[4],s=e[8],o=e[1],c=e[5],u=e[9],f=e[2],p=e[6],g=e[10];return t*(c*g-u*p)-n*(o*g-u*f)+s*(o*p-c*f)}transpose(){let e=this.elements,t;return t=e[1],e[1]=e[4],e[4]=t,t=e[2],e[2]=e[8],e[8]=t,t=e[6],e[6]=e[9],e[9]=t,t=e[3],e[3]=e[12],e[12]=t,t=e[7],e[7]=e[13],e[13]=t,t=e[11],e[11]=e[14],e[14]=t,this}setPosition(e,t,n){let s=this.elements;return e.isVector3?(s[12]=e.x,s[13]=e.y,s[14]=e.z):(s[12]=e,s[13]=t,s[14]=n),this}invert(){let e=this.elements,t=e[0],n=e[1],s=e[2],o=e[3],c=e[4],u=e[5],f=e[6],p=e[7],g=e[8],S=e[9],_=e[10],M=e[11],T=e[12],D=e[13],x=e[14],v=e[15],P=t*u-n*c,O=t*f-s*c,R=t*p-o*c,U=n*f-s*u,N=n*p-o*u,b=s*p-o*f,I=g*D-S*T,q=g*x-_*T,k=g*v-M*T,Y=S*x-_*D,j=S*v-M*D,ee=_*v-M*x,z=P*ee-O*j+R*Y+U*k-N*q+b*I;if(z===0)return this.set(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0);let ie=1/z;return e[0]=(u*ee-f*j+p*Y)*ie,e[1]=(s*j-n*ee-o*Y)*ie,e[2]=(D*b-x*N+v*U)*ie,e[3]=(_*N-S*b-M*U)*ie,e[4]=(f*k-c*ee-p*q)*ie,e[5]=(t*ee-s*k+o*q)*ie,e[6]=(x*R-T*b-v*O)*ie,e[7]=(g*b-_*R+M*O)*ie,e[8]=(c*j-u*k+p*I)*ie,e[9]=(n*k-t*j-o*I)*ie,e[10]=(T*N-D*R+v*P)*ie,e[11]=(S*R-g*N-M*P)*ie,e[12]=(u*q-c*Y-f*I)*ie,e[13]=(t*Y-n*q+s*I)*ie,e[14]=(D*O-T*U-x*P)*ie,e[15]=(g*U-S*O+_*P)*ie,this}scale(e){let t=this.elements,n=e.x,s=e.y,o=e.z;return t[0]*=n,t[4]*=s,t[8]*=o,t[1]*=n,t[5]*=s,t[9]*=o,t[2]*=n,t[6]*=s,t[10]*=o,t[3]*=n,t[7]*=s,t[11]*=o,this}getMaxScaleOnAxis(){let e=this.elements,t=e[0]*e[0]+e[1]*e[1]+e[2]*e[2],n=e[4]*e[4]+e[5]*e[5]+e[6]*e[6],s=e[8]*e[8]+e[9]*e[9]+e[10]*e[10];return Math.sqrt(Math.max(t,n,s))}makeTranslation(e,t,n){return e.isVector3?this.set(1,0,0,e.x,0,1,0,e.y,0,0,1,e.z,0,0,0,1):this.set(1,0,0,e,0,1,0,t,0,0,1,n,0,0,0,1),this}makeRotationX(e){let t=Math.cos(e),n=Math.sin(e);return this.set(1,0,0,0,0,t,-n,0,0,n,t,0,0,0,0,1),this}makeRotationY(e){let t=Math.cos(e),n=Math.sin(e);return this.set(t,0,n,0,0,1,0,0,-n,0,t,0,0,0,0,1),this}makeRotationZ(e){let t=Math.cos(e),n=Math.sin(e);return this.set(t,-n,0,0,n,t,0,0,0,0,1,0,0,0,0,1),this}makeRotationAxis(e,t){let n=Math.cos(t),s=Math.sin(t),o=1-n,c=e.x,u=e.y,f=e.z,p=o*c,g=o*u;return this.set(p*c+n,p*u-s*f,p*f+s*u,0,p*u+s*f,g*u+n,g*f-s*c,0,p*f-s*u,g*f+s*c,o*f*f+n,0,0,0,0,1),this}makeScale(e,t,n){return this.set(e,0,0,0,0,t,0,0,0,0,n,0,0,0,0,1),this}makeShear(e,t,n,s,o,c){return this.set(1,n,o,0,e,1,c,0,t,s,1,0,0,0,0,1),this}compose(e,t,n){let s=this.elements,o=t._x,c=t._y,u=t._z,f=t._w,p=o+o,g=c+c,S=u+u,_=o*p,M=o*g,T=o*S,D=c*g,x=c*S,v=u*S,P=f*p,O=f*g,R=f*S,U=n.x,N=n.y,b=n.z;return s[0]=(1-(D+v))*U,s[1]=(M+R)*U,s[2]=(T-O)*U,s[3]=0,s[4]=(M-R)*N,s[5]=(1-(_+v))*N,s[6]=(x+P)*N,s[7]=0,s[8]=(T+O)*b,s[9]=(x-P)*b,s[10]=(1-(_+D))*b,s[11]=0,s[12]=e.x,s[13]=e.y,s[14]=e.z,s[15]=1,this}decompose(e,t,n){let s=this.elements;e.x=s[12],e.y=s[13],e.z=s[14];let o=this.determinantAffine();if(o===0)return n.set(1,1,1),t.identity(),this;let c=fr.set(s[0],s[1],s[2]).length(),u=fr.set(s[4],s[5],s[6]).length(),f=fr.set(s[8],s[9],s[10]).length();o<0&&(c=-c),Gn.copy(this);let p=1/c,g=1/u,S=1/f;return Gn.elements[0]*=p,Gn.elements[1]*=p,Gn.elements[2]*=p,Gn.elements[4]*=g,Gn.elements[5]*=g,Gn.elements[6]*=g,Gn.elements[8]*=S,Gn.elements[9]*=S,Gn.elements[10]*=S,t.setFromRotationMatrix(Gn),n.x=c,n.y=u,n.z=f,this}makePerspective(e,t,n,s,o,c,u=Nn,f=!1){let p=this.elements,g=2*o/(t-e),S=2*o/(n-s),_=(t+e)/(t-e),M=(n+s)/(n-s),T,D;if(f)T=o/(c-o),D=c*o/(c-o);else if(u===Nn)T=-(c+o)/(c-o),D=-2*c*o/(c-o);else if(u===Cr)T=-c/(c-o),D=-c*o/(c-o);else throw new Error("THREE.Matrix4.makePerspective(): Invalid coordinate system: "+u);return p[0]=g,p[4]=0,p[8]=_,p[12]=0,p[1]=0,p[5]=S,p[9]=M,p[13]=0,p[2]=0,p[6]=0,p[10]=T,p[14]=D,p[3]=0,p[7]=0,p[11]=-1,p[15]=0,this}makeOrthographic(e,t,n,s,o,c,u=Nn,f=!1){let p=this.elements,g=2/(t-e),S=2/(n-s),_=-(t+e)/(t-e),M=-(n+s)/(n-s),T,D;if(f)T=1/(c-o),D=c/(c-o);else if(u===Nn)T=-2/(c-o),D=-(c+o)/(c-o);else if(u===Cr)T=-1/(c-o),D=-o/(c-o);else throw new Error("THREE.Matrix4.makeOrthographic(): Invalid coordinate system: "+u);return p[0]=g,p[4]=0,p[8]=0,p[12]=_,p[1]=0,p[5]=S,p[9]=0,p[13]=M,p[2]=0,p[6]=0,p[10]=T,p[14]=D,p[3]=0,p[7]=0,p[11]=0,p[15]=1,this}equals(e){let t=this.elements,n=e.elements;for(let s=0;s<16;s++)if(t[s]!==n[s])return!1;return!0}fromArray(e,t=0){for(let n=0;n<16;n++)this.elements[n]=e[n+t];return this}toArray(e=[],t=0){let n=this.elements;return e[t]=n[0],e[t+1]=n[1],e[t+2]=n[2],e[t+3]=n[3],e[t+4]=n[4],e[t+5]=n[5],e[t+6]=n[6],e[t+7]=n[7],e[t+8]=n[8],e[t+9]=n[9],e[t+10]=n[10],e[t+11]=n[11],e[t+12]=n[12],e[t+13]=n[13],e[t+14]=n[14],e[t+15]=n[15],e}};so.prototype.isMatrix4=!0;var Bt=so,fr=new K,Gn=new Bt,y0=new K(0,0,0),x0=new K(1,1,1),wi=new K,la=new K,bn=new K,zh=new Bt,Gh=new Tn,vi=class i{constructor(e=0,t=0,n=0,s=i.DEFAULT_ORDER){this.isEuler=!0,this._x=e,this._y=t,this._z=n,this._order=s}get x(){return this._x}set x(e){this._x=e,this._onChangeCallback()}get y(){return this._y}set y(e){this._y=e,this._onChangeCallback()}get z(){return this._z}set z(e){this._z=e,this._onChangeCallback()}get order(){return this._order}set order(e){this._order=e,this._onChangeCallback()}set(e,t,n,s=this._order){return this._x=e,this._y=t,this._z=n,this._order=s,this._onChangeCallback(),this}clone(){return new this.constructor(this._x,this._y,this._z,this._order)}copy(e){return this._x=e._x,this._y=e._y,this._z=e._z,this._order=e._order,this._onChangeCallback(),this}setFromRotationMatrix(e,t=this._order,n=!0){let s=e.elements,o=s[0],c=s[4],u=s[8],f=s[1],p=s[5],g=s[9],S=s[2],_=s[6],M=s[10];switch(t){case"XYZ":this._y=Math.asin(gt(u,-1,1)),Math.abs(u)<.9999999?(this._x=Math.atan2(-g,M),this._z=Math.atan2(-c,o)):(this._x=Math.atan2(_,p),this._z=0);break;case"YXZ":this._x=Math.asin(-gt(g,-1,1)),Math.abs(g)<.9999999?(this._y=Math.atan2(u,M),this._z=Math.atan2(f,p)):(this._y=Math.atan2(-S,o),this._z=0);break;case"ZXY":this._x=Math.asin(gt(_,-1,1)),Math.abs(_)<.9999999?(this._y=Math.atan2(-S,M),this._z=Math.atan2(-c,p)):(this._y=0,this._z=Math.atan2(f,o));break;case"ZYX":this._y=Math.asin(-gt(S,-1,1)),Math.abs(S)<.9999999?(this._x=Math.atan2(_,M),this._z=Math.atan2(f,o)):(this._x=0,this._z=Math.atan2(-c,p));break;case"YZX":this._z=Math.asin(gt(f,-1,1)),Math.abs(f)<.9999999?(this._x=Math.atan2(-g,p),this._y=Math.atan2(-S,o)):(this._x=0,this._y=Math.atan2(u,M));break;case"XZY":this._z=Math.asin(-gt(c,-1,1)),Math.abs(c)<.9999999?(this._x=Math.atan2(_,p),this._y=Math.atan2(u,o)):(this._x=Math.atan2(-g,M),this._y=0);break;default:Qe("Euler: .setFromRotationMatrix() encountered an unknown order: "+t)}return this._order=t,n===!0&&this._onChangeCallback(),this}setFromQuaternion(e,t,n){return zh.makeRotationFromQuaternion(e),this.setFromRotationMatrix(zh,t,n)}setFromVector3(e,t=this._order){return this.set(e.x,e.y,e.z,t)}reorder(e){return Gh.setFromEuler(this),this.setFromQuaternion(Gh,e)}equals(e){return e._x===this._x&&e._y===this._y&&e._z===this._z&&e._order===this._order}fromArray(e){return this._x=e[0],this._y=e[1],this._z=e[2],e[3]!==void 0&&(this._order=e[3]),this._onChangeCallback(),this}toArray(e=[],t=0){return e[t]=this._x,e[t+1]=this._y,e[t+2]=this._z,e[t+3]=this._order,e}_onChange(e){return this._onChangeCallback=e,this}_onChangeCallback(){}*[Symbol.iterator](){yield this._x,yield this._y,yield this._z,yield this._order}};vi.DEFAULT_ORDER="XYZ";var Dr=class{constructor(){this.mask=1}set(e){this.mask=(1<<e|0)>>>0}enable(e){this.mask|=1<<e|0}enableAll(){this.mask=-1}toggle(e){this.mask^=1<<e|0}disable(e){this.mask&=~(1<<e|0)}disableAll(){this.mask=0}test(e){return(this.mask&e.mask)!==0}isEnabled(e){return(this.mask&(1<<e|0))!==0}},S0=0,Vh=new K,pr=new Tn,ui=new Bt,ca=new K,Kr=new K,M0=new K,b0=new Tn,Hh=new K(1,0,0),Wh=new K(0,1,0),Xh=new K(0,0,1),$h={type:"added"},E0={type:"removed"},mr={type:"childadded",child:null},El={type:"childremoved",child:null},dn=class i extends Wn{constructor(){super(),this.isObject3D=!0,Object.defineProperty(this,"id",{value:S0++}),this.uuid=Vr(),this.name="",this.type="Object3D",this.parent=null,this.children=[],this.up=i.DEFAULT_UP.clone();let e=new K,t=new vi,n=new Tn,s=new K(1,1,1);function o(){n.setFromEuler(t,!1)}function c(){t.setFromQuaternion(n,void 0,!1)}t._onChange(o),n._onChange(c),Object.defineProperties(this,{position:{configurable:!0,enumerable:!0,value:e},rotation:{configurable:!0,enumerable:!0,value:t},quaternion:{configurable:!0,enumerable:!0,value:n},scale:{configurable:!0,enumerable:!0,value:s},modelViewMatrix:{value:new Bt},normalMatrix:{value:new at}}),this.matrix=new Bt,this.matrixWorld=new Bt,this.matrixAutoUpdate=i.DEFAULT_MATRIX_AUTO_UPDATE,this.matrixWorldAutoUpdate=i.DEFAULT_MATRIX_WORLD_AUTO_UPDATE,this.matrixWorldNeedsUpdate=!1,this.layers=new Dr,this.visible=!0,this.castShadow=!1,this.receiveShadow=!1,this.frustumCulled=!0,this.renderOrder=0,this.animations=[],this.customDepthMaterial=void 0,this.customDistanceMaterial=void 0,this.static=!1,this.userData={},this.pivot=null}onBeforeShadow(){}onAfterShadow(){}onBeforeRender(){}onAfterRender(){}applyMatrix4(e){this.matrixAutoUpdate&&this.updateMatrix(),this.matrix.premultiply(e),this.matrix.decompose(this.position,this.quaternion,this.scale),this.pivot!==null&&this.position.copy(this.pivot).applyMatrix4(this.matrix).sub(this.pivot)}applyQuaternion(e){return this.quaternion.premultiply(e),this}setRotationFromAxisAngle(e,t){this.quaternion.setFromAxisAngle(e,t)}setRotationFromEuler(e){this.quaternion.setFromEuler(e,!0)}setRotationFromMatrix(e){this.quaternion.setFromRotationMatrix(e)}setRotationFromQuaternion(e){this.quaternion.copy(e)}rotateOnAxis(e,t){return pr.setFromAxisAngle(e,t),this.quaternion.multiply(pr),this}rotateOnWorldAxis(e,t){return pr.setFromAxisAngle(e,t),this.quaternion.premultiply(pr),this}rotateX(e){return this.rotateOnAxis(Hh,e)}rotateY(e){return this.rotateOnAxis(Wh,e)}rotateZ(e){return this.rotateOnAxis(Xh,e)}translateOnAxis(e,t){return Vh.copy(e).applyQuaternion(this.quaternion),this.position.add(Vh.multiplyScalar(t)),this}translateX(e){return this.translateOnAxis(Hh,e)}translateY(e){return this.translateOnAxis(Wh,e)}translateZ(e){return this.translateOnAxis(Xh,e)}localToWorld(e){return this.updateWorldMatrix(!0,!1),e.applyMatrix4(this.matrixWorld)}worldToLocal(e){return this.updateWorldMatrix(!0,!1),e.applyMatrix4(ui.copy(this.matrixWorld).invert())}lookAt(e,t,n){e.isVector3?ca.copy(e):ca.set(e,t,n);let s=this.parent;this.updateWorldMatrix(!0,!1),Kr.setFromMatrixPosition(this.matrixWorld),this.isCamera||this.isLight?ui.lookAt(Kr,ca,this.up):ui.lookAt(ca,Kr,this.up),this.quaternion.setFromRotationMatrix(ui),s&&(ui.extractRotation(s.matrixWorld),pr.setFromRotationMatrix(ui),this.quaternion.premultiply(pr.invert()))}add(e){if(arguments.length>1){for(let t=0;t<arguments.length;t++)this.add(arguments[t]);return this}return e===this?(tt("Object3D.add: object can't be added as a child of itself.",e),this):(e&&e.isObject3D?(e.removeFromParent(),e.parent=this,this.children.push(e),e.dispatchEvent($h),mr.child=e,this.dispatchEvent(mr),mr.child=null):tt("Object3D.add: object not an instance of THREE.Object3D.",e),this)}remove(e){if(arguments.length>1){for(let n=0;n<arguments.length;n++)this.remove(arguments[n]);return this}let t=this.children.indexOf(e);return t!==-1&&(e.parent=null,this.children.splice(t,1),e.dispatchEvent(E0),El.child=e,this.dispatchEvent(El),El.child=null),this}removeFromParent(){let e=this.parent;return e!==null&&e.remove(this),this}clear(){return this.remove(...this.children)}attach(e){return this.updateWorldMatrix(!0,!1),ui.copy(this.matrixWorld).invert(),e.parent!==null&&(e.parent.updateWorldMatrix(!0,!1),ui.multiply(e.parent.matrixWorld)),e.applyMatrix4(ui),e.removeFromParent(),e.parent=this,this.children.push(e),e.updateWorldMatrix(!1,!0),e.dispatchEvent($h),mr.child=e,this.dispatchEvent(mr),mr.child=null,this}getObjectById(e){return this.getObjectByProperty("id",e)}getObjectByName(e){return this.getObjectByProperty("name",e)}getObjectByProperty(e,t){if(this[e]===t)return this;for(let n=0,s=this.children.length;n<s;n++){let c=this.children[n].getObjectByProperty(e,t);if(c!==void 0)return c}}getObjectsByProperty(e,t,n=[]){this[e]===t&&n.push(this);let s=this.children;for(let o=0,c=s.length;o<c;o++)s[o].getObjectsByProperty(e,t,n);return n}getWorldPosition(e){return this.updateWorldMatrix(!0,!1),e.setFromMatrixPosition(this.matrixWorld)}getWorldQuaternion(e){return this.updateWorldMatrix(!0,!1),this.matrixWorld.decompose(Kr,e,M0),e}getWorldScale(e){return this.updateWorldMatrix(!0,!1),this.matrixWorld.decompose(Kr,b0,e),e}getWorldDirection(e){this.updateWorldMatrix(!0,!1);let t=this.matrixWorld.elements;return e.set(t[8],t[9],t[10]).normalize()}raycast(){}intersectsFrustum(){return!0}traverse(e){e(this);let t=this.children;for(let n=0,s=t.length;n<s;n++)t[n].traverse(e)}traverseVisible(e){if(this.visible===!1)return;e(this);let t=this.children;for(let n=0,s=t.length;n<s;n++)t[n].traverseVisible(e)}traverseAncestors(e){let t=this.parent;t!==null&&(e(t),t.traverseAncestors(e))}updateMatrix(){this.matrix.compose(this.position,this.quaternion,this.scale);let e=this.pivot;if(e!==null){let t=e.x,n=e.y,s=e.z,o=this.matrix.elements;o[12]+=t-o[0]*t-o[4]*n-o[8]*s,o[13]+=n-o[1]*t-o[5]*n-o[9]*s,o[14]+=s-o[2]*t-o[6]*n-o[10]*s}this.matrixWorldNeedsUpdate=!0}updateMatrixWorld(e){this.matrixAutoUpdate&&this.updateMatrix(),(this.matrixWorldNeedsUpdate||e)&&(this.matrixWorldAutoUpdate===!0&&(this.parent===null?this.matrixWorld.copy(this.matrix):this.matrixWorld.multiplyMatrices(this.parent.matrixWorld,this.matrix)),this.matrixWorldNeedsUpdate=!1,e=!0);let t=this.children;for(let n=0,s=t.length;n<s;n++)t[n].updateMatrixWorld(e)}updateWorldMatrix(e,t,n=!1){let s=this.parent;if(e===!0&&s!==null&&s.updateWorldMatrix(!0,!1),this.matrixAutoUpdate&&this.updateMatrix(),(this.matrixWorldNeedsUpdate||n)&&(this.matrixWorldAutoUpdate===!0&&(this.parent===null?this.matrixWorld.copy(this.matrix):this.matrixWorld.multiplyMatrices(this.parent.matrixWorld,this.matrix)),this.matrixWorldNeedsUpdate=!1,n=!0),t===!0){let o=this.children;for(let c=0,u=o.length;c<u;c++)o[c].updateWorldMatrix(!1,!0,n)}}toJSON(e){let t=e===void 0||typeof e=="string",n={};t&&(e={geometries:{},materials:{},textures:{},images:{},shapes:{},skeletons:{},animations:{},nodes:{}},n.metadata={version:4.7,type:"Object",generator:"Object3D.toJSON"});let s={};s.uuid=this.uuid,s.type=this.type,s.name=this.name,s.castShadow=this.castShadow,s.receiveShadow=this.receiveShadow,s.visible=this.visible,s.frustumCulled=this.frustumCulled,s.renderOrder=this.renderOrder,s.static=this.static,s.matrixAutoUpdate=this.matrixAutoUpdate,Object.keys(this.userData).length>0&&(s.userData=this.userData),s.layers=this.layers.mask,s.matrix=this.matrix.toArray(),s.up=this.up.toArray(),this.pivot!==null&&(s.pivot=this.pivot.toArray()),this.morphTargetDictionary!==void 0&&(s.morphTargetDictionary=Object.assign({},this.morphTargetDictionary)),this.morphTargetInfluences!==void 0&&(s.morphTargetInfluences=this.morphTargetInfluences.slice()),this.isInstancedMesh&&(s.type="InstancedMesh",s.count=this.count,s.instanceMatrix=this.instanceMatrix.toJSON(),this.instanceColor!==null&&(s.instanceColor=this.instanceColor.toJSON())),this.isBatchedMesh&&(s.type="BatchedMesh",s.perObjectFrustumCulled=this.perObjectFrustumCulled,s.sortObjects=this.sortObjects,s.drawRanges=this._drawRanges,s.reservedRanges=this._reservedRanges,s.geometryInfo=this._geometryInfo.map(u=>({...u,boundingBox:u.boundingBox?u.boundingBox.toJSON():void 0,boundingSphere:u.boundingSphere?u.boundingSphere.toJSON():void 0})),s.instanceInfo=this._instanceInfo.map(u=>({...u})),s.availableInstanceIds=this._availableInstanceIds.slice(),s.availableGeometryIds=this._availableGeometryIds.slice(),s.nextIndexStart=this._nextIndexStart,s.nextVertexStart=this._nextVertexStart,s.geometryCount=this._geometryCount,s.maxInstanceCount=this._maxInstanceCount,s.maxVertexCount=this._maxVertexCount,s.maxIndexCount=this._maxIndexCount,s.geometryInitialized=this._geometryInitialized,s.matricesTexture=this._matricesTexture.toJSON(e),s.indirectTexture=this._indirectTexture.toJSON(e),this._colorsTexture!==null&&(s.colorsTexture=this._colorsTexture.toJSON(e)),this.boundingSphere!==null&&(s.boundingSphere=this.boundingSphere.toJSON()),this.boundingBox!==null&&(s.boundingBox=this.boundingBox.toJSON()));function o(u,f){return u[f.uuid]===void 0&&(u[f.uuid]=f.toJSON(e)),f.uuid}if(this.isScene)this.background&&(this.background.isColor?s.background=this.background.toJSON():this.background.isTexture&&(s.background=this.background.toJSON(e).uuid)),this.environment&&this.environment.isTexture&&this.environment.isRenderTargetTexture!==!0&&(s.environment=this.environment.toJSON(e).uuid);else if(this.isMesh||this.isLine||this.isPoints){s.geometry=o(e.geometries,this.geometry);let u=this.geometry.parameters;if(u!==void 0&&u.shapes!==void 0){let f=u.shapes;if(Array.isArray(f))for(let p=0,g=f.length;p<g;p++){let S=f[p];o(e.shapes,S)}else o(e.shapes,f)}}if(this.isSkinnedMesh&&(s.bindMode=this.bindMode,s.bindMatrix=this.bindMatrix.toArray(),this.skeleton!==void 0&&(o(e.skeletons,this.skeleton),s.skeleton=this.skeleton.uuid)),this.material!==void 0)if(Array.isArray(this.material)){let u=[];for(let f=0,p=this.material.length;f<p;f++)u.push(o(e.materials,this.material[f]));s.material=u}else s.material=o(e.materials,this.material);if(this.children.length>0){s.children=[];for(let u=0;u<this.children.length;u++)s.children.push(this.children[u].toJSON(e).object)}if(this.animations.length>0){s.animations=[];for(let u=0;u<this.animations.length;u++){let f=this.animations[u];s.animations.push(o(e.animations,f))}}if(t){let u=c(e.geometries),f=c(e.materials),p=c(e.textures),g=c(e.images),S=c(e.shapes),_=c(e.skeletons),M=c(e.animations),T=c(e.nodes);u.length>0&&(n.geometries=u),f.length>0&&(n.materials=f),p.length>0&&(n.textures=p),g.length>0&&(n.images=g),S.length>0&&(n.shapes=S),_.length>0&&(n.skeletons=_),M.length>0&&(n.animations=M),T.length>0&&(n.nodes=T)}return n.object=s,n;function c(u){let f=[];for(let p in u){let g=u[p];delete g.metadata,f.push(g)}return f}}clone(e){return new this.constructor().copy(this,e)}copy(e,t=!0){if(this.name=e.name,this.up.copy(e.up),this.position.copy(e.position),this.rotation.order=e.rotation.order,this.quaternion.copy(e.quaternion),this.scale.copy(e.scale),this.pivot=e.pivot!==null?e.pivot.clone():null,this.matrix.copy(e.matrix),this.matrixWorld.copy(e.matrixWorld),this.matrixAutoUpdate=e.matrixAutoUpdate,this.matrixWorldAutoUpdate=e.matrixWorldAutoUpdate,this.matrixWorldNeedsUpdate=e.matrixWorldNeedsUpdate,this.layers.mask=e.layers.mask,this.visible=e.visible,this.castShadow=e.castShadow,this.receiveShadow=e.receiveShadow,this.frustumCulled=e.frustumCulled,this.renderOrder=e.renderOrder,this.static=e.static,this.animations=e.animations.slice(),this.userData=JSON.parse(JSON.stringify(e.userData)),t===!0)for(let n=0;n<e.children.length;n++){let s=e.children[n];this.add(s.clone())}return this}dispose(){this.dispatchEvent({type:"dispose"})}};dn.DEFAULT_UP=new K(0,1,0);dn.DEFAULT_MATRIX_AUTO_UPDATE=!0;dn.DEFAULT_MATRIX_WORLD_AUTO_UPDATE=!0;var er=class extends dn{constructor(){super(),this.isGroup=!0,this.type="Group"}},w0={type:"move"},Lr=class{constructor(){this._targetRay=null,this._grip=null,this._hand=null}getHandSpace(){return this._hand===null&&(this._hand=new er,this._hand.matrixAutoUpdate=!1,this._hand.visible=!1,this._hand.joints={},this._hand.inputState={pinching:!1}),this._hand}getTargetRaySpace(){return this._targetRay===null&&(this._targetRay=new er,this._targetRay.matrixAutoUpdate=!1,this._targetRay.visible=!1,this._targetRay.hasLinearVelocity=!1,this._targetRay.linearVelocity=new K,this._targetRay.hasAngularVelocity=!1,this._targetRay.angularVelocity=new K),this._targetRay}getGripSpace(){return this._grip===null&&(this._grip=new er,this._grip.matrixAutoUpdate=!1,this._grip.visible=!1,this._grip.hasLinearVelocity=!1,this._grip.linearVelocity=new K,this._grip.hasAngularVelocity=!1,this._grip.angularVelocity=new K,this._grip.eventsEnabled=!1),this._grip}dispatchEvent(e){return this._targetRay!==null&&this._targetRay.dispatchEvent(e),this._grip!==null&&this._grip.dispatchEvent(e),this._hand!==null&&this._hand.dispatchEvent(e),this}connect(e){if(e&&e.hand){let t=this._hand;if(t)for(let n of e.hand.values())this._getHandJoint(t,n)}return this.dispatchEvent({type:"connected",data:e}),this}disconnect(e){return this.dispatchEvent({type:"disconnected",data:e}),this._targetRay!==null&&(this._targetRay.visible=!1),this._grip!==null&&(this._grip.visible=!1),this._hand!==null&&(this._hand.visible=!1),this}update(e,t,n){let s=null,o=null,c=null,u=this._targetRay,f=this._grip,p=this._hand;if(e&&t.session.visibilityState!=="visible-blurred"){if(p&&e.hand){c=!0;for(let D of e.hand.values()){let x=t.getJointPose(D,n),v=this._getHandJoint(p,D);x!==null&&(v.matrix.fromArray(x.transform.matrix),v.matrix.decompose(v.position,v.quaternion,v.scale),v.matrixWorldNeedsUpdate=!0,v.jointRadius=x.radius),v.visible=x!==null}let g=p.joints["index-finger-tip"],S=p.joints["thumb-tip"],_=g.position.distanceTo(S.position),M=.02,T=.005;p.inputState.pinching&&_>M+T?(p.inputState.pinching=!1,this.dispatchEvent({type:"pinchend",handedness:e.handedness,target:this})):!p.inputState.pinching&&_<=M-T&&(p.inputState.pinching=!0,this.dispatchEvent({type:"pinchstart",handedness:e.handedness,target:this}))}else f!==null&&e.gripSpace&&(o=t.getPose(e.gripSpace,n),o!==null&&(f.matrix.fromArray(o.transform.matrix),f.matrix.decompose(f.position,f.quaternion,f.scale),f.matrixWorldNeedsUpdate=!0,o.linearVelocity?(f.hasLinearVelocity=!0,f.linearVelocity.copy(o.linearVelocity)):f.hasLinearVelocity=!1,o.angularVelocity?(f.hasAngularVelocity=!0,f.angularVelocity.copy(o.angularVelocity)):f.hasAngularVelocity=!1,f.eventsEnabled&&f.dispatchEvent({type:"gripUpdated",data:e,target:this})));u!==null&&(s=t.getPose(e.targetRaySpace,n),s===null&&o!==null&&(s=o),s!==null&&(u.matrix.fromArray(s.transform.matrix),u.matrix.decompose(u.position,u.quaternion,u.scale),u.matrixWorldNeedsUpdate=!0,s.linearVelocity?(u.hasLinearVelocity=!0,u.linearVelocity.copy(s.linearVelocity)):u.hasLinearVelocity=!1,s.angularVelocity?(u.hasAngularVelocity=!0,u.angularVelocity.copy(s.angularVelocity)):u.hasAngularVelocity=!1,this.dispatchEvent(w0)))}return u!==null&&(u.visible=s!==null),f!==null&&(f.visible=o!==null),p!==null&&(p.visible=c!==null),this}_getHandJoint(e,t){if(e.joints[t.jointName]===void 0){let n=new er;n.matrixAutoUpdate=!1,n.visible=!1,e.joints[t.jointName]=n,e.add(n)}return e.joints[t.jointName]}},$u={aliceblue:15792383,antiquewhite:16444375,aqua:65535,aquamarine:8388564,azure:15794175,beige:16119260,bisque:16770244,black:0,blanchedalmond:16772045,blue:255,blueviolet:9055202,brown:10824234,burlywood:14596231,cadetblue:6266528,chartreuse:8388352,chocolate:13789470,coral:16744272,cornflowerblue:6591981,cornsilk:16775388,crimson:14423100,cyan:65535,darkblue:139,darkcyan:35723,darkgoldenrod:12092939,darkgray:11119017,darkgreen:25600,darkgrey:11119017,darkkhaki:12433259,darkmagenta:9109643,darkolivegreen:5597999,darkorange:16747520,darkorchid:10040012,darkred:9109504,darksalmon:15308410,darkseagreen:9419919,darkslateblue:4734347,darkslategray:3100495,darkslategrey:3100495,darkturquoise:52945,darkviolet:9699539,deeppink:16716947,deepskyblue:49151,dimgray:6908265,dimgrey:6908265,dodgerblue:2003199,firebrick:11674146,floralwhite:16775920,forestgreen:2263842,fuchsia:16711935,gainsboro:14474460,ghostwhite:16316671,gold:16766720,goldenrod:14329120,gray:8421504,green:32768,greenyellow:11403055,grey:8421504,honeydew:15794160,hotpink:16738740,indianred:13458524,indigo:4915330,ivory:16777200,khaki:15787660,lavender:15132410,lavenderblush:16773365,lawngreen:8190976,lemonchiffon:16775885,lightblue:11393254,lightcoral:15761536,lightcyan:14745599,lightgoldenrodyellow:16448210,lightgray:13882323,lightgreen:9498256,lightgrey:13882323,lightpink:16758465,lightsalmon:16752762,lightseagreen:2142890,lightskyblue:8900346,lightslategray:7833753,lightslategrey:7833753,lightsteelblue:11584734,lightyellow:16777184,lime:65280,limegreen:3329330,linen:16445670,magenta:16711935,maroon:8388608,mediumaquamarine:6737322,mediumblue:205,mediumorchid:12211667,mediumpurple:9662683,mediumseagreen:3978097,mediumslateblue:8087790,mediumspringgreen:64154,mediumturquoise:4772300,mediumvioletred:13047173,midnightblue:1644912,mintcream:16121850,mistyrose:16770273,moccasin:16770229,navajowhite:16768685,navy:128,oldlace:16643558,olive:8421376,olivedrab:7048739,orange:16753920,orangered:16729344,orchid:14315734,palegoldenrod:15657130,palegreen:10025880,paleturquoise:11529966,palevioletred:14381203,papayawhip:16773077,peachpuff:16767673,peru:13468991,pink:16761035,plum:14524637,powderblue:11591910,purple:8388736,rebeccapurple:6697881,red:16711680,rosybrown:12357519,royalblue:4286945,saddlebrown:9127187,salmon:16416882,sandybrown:16032864,seagreen:3050327,seashell:16774638,sienna:10506797,silver:12632256,skyblue:8900331,slateblue:6970061,slategray:7372944,slategrey:7372944,snow:16775930,springgreen:65407,steelblue:4620980,tan:13808780,teal:32896,thistle:14204888,tomato:16737095,turquoise:4251856,violet:15631086,wheat:16113331,white:16777215,whitesmoke:16119285,yellow:16776960,yellowgreen:10145074},Ti={h:0,s:0,l:0},ha={h:0,s:0,l:0};function wl(i,e,t){return t<0&&(t+=1),t>1&&(t-=1),t<1/6?i+(e-i)*6*t:t<1/2?e:t<2/3?i+(e-i)*6*(2/3-t):i}var pt=class{constructor(e,t,n){return this.isColor=!0,this.r=1,this.g=1,this.b=1,this.set(e,t,n)}set(e,t,n){if(t===void 0&&n===void 0){let s=e;s&&s.isColor?this.copy(s):typeof s=="number"?this.setHex(s):typeof s=="string"&&this.setStyle(s)}else this.setRGB(e,t,n);return this}setScalar(e){return this.r=e,this.g=e,this.b=e,this}setHex(e,t=gn){return e=Math.floor(e),this.r=(e>>16&255)/255,this.g=(e>>8&255)/255,this.b=(e&255)/255,yt.colorSpaceToWorking(this,t),this}setRGB(e,t,n,s=yt.workingColorSpace){return this.r=e,this.g=t,this.b=n,yt.colorSpaceToWorking(this,s),this}setHSL(e,t,n,s=yt.workingColorSpace){if(e=Sc(e,1),t=gt(t,0,1),n=gt(n,0,1),t===0)this.r=this.g=this.b=n;else{let o=n<=.5?n*(1+t):n+t-n*t,c=2*n-o;this.r=wl(c,o,e+1/3),this.g=wl(c,o,e),this.b=wl(c,o,e-1/3)}return yt.colorSpaceToWorking(this,s),this}setStyle(e,t=gn){function n(o){o!==void 0&&parseFloat(o)<1&&Qe("Color: Alpha component of "+e+" will be ignored.")}let s;if(s=/^(\w+)\(([^\)]*)\)/.exec(e)){let o,c=s[1],u=s[2];switch(c){case"rgb":case"rgba":if(o=/^\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,\s*(\d+(?:\.\d+)?|\.\d+)\s*)?$/.exec(u))return n(o[4]),this.setRGB(Math.min(255,parseInt(o[1],10))/255,Math.min(255,parseInt(o[2],10))/255,Math.min(255,parseInt(o[3],10))/255,t);if(o=/^\s*(\d+(?:\.\d+)?|\.\d+)\%\s*,\s*(\d+(?:\.\d+)?|\.\d+)\%\s*,\s*(\d+(?:\.\d+)?|\.\d+)\%\s*(?:,\s*(\d+(?:\.\d+)?|\.\d+)\s*)?$/.exec(u))return n(o[4]),this.setRGB(Math.min(100,parseFloat(o[1]))/100,Math.min(100,parseFloat(o[2]))/100,Math.min(100,parseFloat(o[3]))/100,t);break;case"hsl":case"hsla":if(o=/^\s*([+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*,\s*(\d+(?:\.\d+)?|\.\d+)\%\s*,\s*(\d+(?:\.\d+)?|\.\d+)\%\s*(?:,\s*(\d+(?:\.\d+)?|\.\d+)\s*)?$/.exec(u))return n(o[4]),this.setHSL(parseFloat(o[1])/360,parseFloat(o[2])/100,parseFloat(o[3])/100,t);break;default:Qe("Color: Unknown color model "+e)}}else if(s=/^\#([A-Fa-f\d]+)$/.exec(e)){let o=s[1],c=o.length;if(c===3)return this.setRGB(parseInt(o.charAt(0),16)/15,parseInt(o.charAt(1),16)/15,parseInt(o.charAt(2),16)/15,t);if(c===6)return this.setHex(parseInt(o,16),t);Qe("Color: Invalid hex color "+e)}else if(e&&e.length>0)return this.setColorName(e,t);return this}setColorName(e,t=gn){let n=$u[e.toLowerCase()];return n!==void 0?this.setHex(n,t):Qe("Color: Unknown color "+e),this}clone(){return new this.constructor(this.r,this.g,this.b)}copy(e){return this.r=e.r,this.g=e.g,this.b=e.b,this}copySRGBToLinear(e){return this.r=gi(e.r),this.g=gi(e.g),this.b=gi(e.b),this}copyLinearToSRGB(e){return this.r=wr(e.r),this.g=wr(e.g),this.b=wr(e.b),this}convertSRGBToLinear(){return this.copySRGBToLinear(this),this}convertLinearToSRGB(){return this.copyLinearToSRGB(this),this}getHex(e=gn){return yt.workingToColorSpace(un.copy(this),e),Math.round(gt(un.r*255,0,255))*65536+Math.round(gt(un.g*255,0,255))*256+Math.round(gt(un.b*255,0,255))}getHexString(e=gn){return("000000"+this.getHex(e).toString(16)).slice(-6)}getHSL(e,t=yt.workingColorSpace){yt.workingToColorSpace(un.copy(this),t);let n=un.r,s=un.g,o=un.b,c=Math.max(n,s,o),u=Math.min(n,s,o),f,p,g=(u+c)/2;if(u===c)f=0,p=0;else{let S=c-u;switch(p=g<=.5?S/(c+u):S/(2-c-u),c){case n:f=(s-o)/S+(s<o?6:0);break;case s:f=(o-n)/S+2;break;case o:f=(n-s)/S+4;break}f/=6}return e.h=f,e.s=p,e.l=g,e}getRGB(e,t=yt.workingColorSpace){return yt.workingToColorSpace(un.copy(this),t),e.r=un.r,e.g=un.g,e.b=un.b,e}getStyle(e=gn){yt.workingToColorSpace(un.copy(this),e);let t=un.r,n=un.g,s=un.b;return e!==gn?`color(${e} ${t.toFixed(3)} ${n.toFixed(3)} ${s.toFixed(3)})`:`rgb(${Math.round(t*255)},${Math.round(n*255)},${Math.round(s*255)})`}offsetHSL(e,t,n){return this.getHSL(Ti),this.setHSL(Ti.h+e,Ti.s+t,Ti.l+n)}add(e){return this.r+=e.r,this.g+=e.g,this.b+=e.b,this}addColors(e,t){return this.r=e.r+t.r,this.g=e.g+t.g,this.b=e.b+t.b,this}addScalar(e){return this.r+=e,this.g+=e,this.b+=e,this}sub(e){return this.r=Math.max(0,this.r-e.r),this.g=Math.max(0,this.g-e.g),this.b=Math.max(0,this.b-e.b),this}multiply(e){return this.r*=e.r,this.g*=e.g,this.b*=e.b,this}multiplyScalar(e){return this.r*=e,this.g*=e,this.b*=e,this}lerp(e,t){return this.r+=(e.r-this.r)*t,this.g+=(e.g-this.g)*t,this.b+=(e.b-this.b)*t,this}lerpColors(e,t,n){return this.r=e.r+(t.r-e.r)*n,this.g=e.g+(t.g-e.g)*n,this.b=e.b+(t.b-e.b)*n,this}lerpHSL(e,t){this.getHSL(Ti),e.getHSL(ha);let n=rs(Ti.h,ha.h,t),s=rs(Ti.s,ha.s,t),o=rs(Ti.l,ha.l,t);return this.setHSL(n,s,o),this}setFromVector3(e){return this.r=e.x,this.g=e.y,this.b=e.z,this}applyMatrix3(e){let t=this.r,n=this.g,s=this.b,o=e.elements;return this.r=o[0]*t+o[3]*n+o[6]*s,this.g=o[1]*t+o[4]*n+o[7]*s,this.b=o[2]*t+o[5]*n+o[8]*s,this}equals(e){return e.r===this.r&&e.g===this.g&&e.b===this.b}fromArray(e,t=0){return this.r=e[t],this.g=e[t+1],this.b=e[t+2],this}toArray(e=[],t=0){return e[t]=this.r,e[t+1]=this.g,e[t+2]=this.b,e}fromBufferAttribute(e,t){return this.r=e.getX(t),this.g=e.getY(t),this.b=e.getZ(t),this}toJSON(){return this.getHex()}*[Symbol.iterator](){yield this.r,yield this.g,yield this.b}},un=new pt;pt.NAMES=$u;var hs=class i{constructor(e,t=1,n=1e3){this.isFog=!0,this.name="",this.color=new pt(e),this.near=t,this.far=n}clone(){return new i(this.color,this.near,this.far)}toJSON(){return{type:"Fog",name:this.name,color:this.color.getHex(),near:this.near,far:this.far}}},us=class extends dn{constructor(){super(),this.isScene=!0,this.type="Scene",this.background=null,this.environment=null,this.fog=null,this.backgroundBlurriness=0,this.backgroundIntensity=1,this.backgroundRotation=new vi,this.environmentIntensity=1,this.environmentRotation=new vi,this.overrideMaterial=null,typeof __THREE_DEVTOOLS__<"u"&&__THREE_DEVTOOLS__.dispatchEvent(new CustomEvent("observe",{detail:this}))}copy(e,t){return super.copy(e,t),this.background=e.background!==null?e.background.clone():null,this.environment=e.environment!==null?e.environment.clone():null,this.fog=e.fog!==null?e.fog.clone():null,this.backgroundBlurriness=e.backgroundBlurriness,this.backgroundIntensity=e.backgroundIntensity,this.backgroundRotation.copy(e.backgroundRotation),this.environmentIntensity=e.environmentIntensity,this.environmentRotation.copy(e.environmentRotation),this.overrideMaterial=e.overrideMaterial!==null?e.overrideMaterial.clone():null,this.matrixAutoUpdate=e.matrixAutoUpdate,this}toJSON(e){let t=super.toJSON(e);return this.fog!==null&&(t.object.fog=this.fog.toJSON()),t.object.backgroundBlurriness=this.backgroundBlurriness,t.object.backgroundIntensity=this.backgroundIntensity,t.object.backgroundRotation=this.backgroundRotation.toArray(),t.object.environmentIntensity=this.environmentIntensity,t.object.environmentRotation=this.environmentRotation.toArray(),t}},Vn=new K,di=new K,Tl=new K,fi=new K,gr=new K,_r=new K,qh=new K,Al=new K,Cl=new K,Rl=new K,Pl=new kt,Il=new kt,Dl=new kt,Pi=class i{constructor(e=new K,t=new K,n=new K){this.a=e,this.b=t,this.c=n}static getNormal(e,t,n,s){s.subVectors(n,t),Vn.subVectors(e,t),s.cross(Vn);let o=s.lengthSq();return o>0?s.multiplyScalar(1/Math.sqrt(o)):s.set(0,0,0)}static getBarycoord(e,t,n,s,o){Vn.subVectors(s,t),di.subVectors(n,t),Tl.subVectors(e,t);let c=Vn.dot(Vn),u=Vn.dot(di),f=Vn.dot(Tl),p=di.dot(di),g=di.dot(Tl),S=c*p-u*u;if(S===0)return o.set(0,0,0),null;let _=1/S,M=(p*f-u*g)*_,T=(c*g-u*f)*_;return o.set(1-M-T,T,M)}static containsPoint(e,t,n,s){return this.getBarycoord(e,t,n,s,fi)===null?!1:fi.x>=0&&fi.y>=0&&fi.x+fi.y<=1}static getInterpolation(e,t,n,s,o,c,u,f){return this.getBarycoord(e,t,n,s,fi)===null?(f.x=0,f.y=0,"z"in f&&(f.z=0),"w"in f&&(f.w=0),null):(f.setScalar(0),f.addScaledVector(o,fi.x),f.addScaledVector(c,fi.y),f.addScaledVector(u,fi.z),f)}static getInterpolatedAttribute(e,t,n,s,o,c){return Pl.setScalar(0),Il.setScalar(0),Dl.setScalar(0),Pl.fromBufferAttribute(e,t),Il.fromBufferAttribute(e,n),Dl.fromBufferAttribute(e,s),c.setScalar(0),c.addScaledVector(Pl,o.x),c.addScaledVector(Il,o.y),c.addScaledVector(Dl,o.z),c}static isFrontFacing(e,t,n,s){return Vn.subVectors(n,t),di.subVectors(e,t),Vn.cross(di).dot(s)<0}set(e,t,n){return this.a.copy(e),this.b.copy(t),this.c.copy(n),this}setFromPointsAndIndices(e,t,n,s){return this.a.copy(e[t]),this.b.copy(e[n]),this.c.copy(e[s]),this}setFromAttributeAndIndices(e,t,n,s){return this.a.fromBufferAttribute(e,t),this.b.fromBufferAttribute(e,n),this.c.fromBufferAttribute(e,s),this}clone(){return new this.constructor().copy(this)}copy(e){return this.a.copy(e.a),this.b.copy(e.b),this.c.copy(e.c),this}getArea(){return Vn.subVectors(this.c,this.b),di.subVectors(this.a,this.b),Vn.cross(di).length()*.5}getMidpoint(e){return e.addVectors(this.a,this.b).add(this.c).multiplyScalar(1/3)}getNormal(e){return i.getNormal(this.a,this.b,this.c,e)}getPlane(e){return e.setFromCoplanarPoints(this.a,this.b,this.c)}getBarycoord(e,t){return i.getBarycoord(e,this.a,this.b,this.c,t)}getInterpolation(e,t,n,s,o){return i.getInterpolation(e,this.a,this.b,this.c,t,n,s,o)}containsPoint(e){return i.containsPoint(e,this.a,this.b,this.c)}isFrontFacing(e){return i.isFrontFacing(this.a,this.b,this.c,e)}intersectsBox(e){return e.intersectsTriangle(this)}closestPointToPoint(e,t){let n=this.a,s=this.b,o=this.c,c,u;gr.subVectors(s,n),_r.subVectors(o,n),Al.subVectors(e,n);let f=gr.dot(Al),p=_r.dot(Al);if(f<=0&&p<=0)return t.copy(n);Cl.subVectors(e,s);let g=gr.dot(Cl),S=_r.dot(Cl);if(g>=0&&S<=g)return t.copy(s);let _=f*S-g*p;if(_<=0&&f>=0&&g<=0&&f-g>0)return c=f/(f-g),t.copy(n).addScaledVector(gr,c);Rl.subVectors(e,o);let M=gr.dot(Rl),T=_r.dot(Rl);if(T>=0&&M<=T)return t.copy(o);let D=M*p-f*T;if(D<=0&&p>=0&&T<=0)return u=p/(p-T),t.copy(n).addScaledVector(_r,u);let x=g*T-M*S;if(x<=0&&S-g>=0&&M-T>=0)return qh.subVectors(o,s),u=(S-g)/(S-g+(M-T)),t.copy(s).addScaledVector(qh,u);let v=1/(x+D+_);return c=D*v,u=_*v,t.copy(n).addScaledVector(gr,c).addScaledVector(_r,u)}equals(e){return e.a.equals(this.a)&&e.b.equals(this.b)&&e.c.equals(this.c)}},Ii=class{constructor(e=new K(1/0,1/0,1/0),t=new K(-1/0,-1/0,-1/0)){this.isBox3=!0,this.min=e,this.max=t}set(e,t){return this.min.copy(e),this.max.copy(t),this}setFromArray(e){this.makeEmpty();for(let t=0,n=e.length;t<n;t+=3)this.expandByPoint(Hn.fromArray(e,t));return this}setFromBufferAttribute(e){this.makeEmpty();for(let t=0,n=e.count;t<n;t++)this.expandByPoint(Hn.fromBufferAttribute(e,t));return this}setFromPoints(e){this.makeEmpty();for(let t=0,n=e.length;t<n;t++)this.expandByPoint(e[t]);return this}setFromCenterAndSize(e,t){let n=Hn.copy(t).multiplyScalar(.5);return this.min.copy(e).sub(n),this.max.copy(e).add(n),this}setFromObject(e,t=!1){return this.makeEmpty(),this.expandByObject(e,t)}clone(){return new this.constructor().copy(this)}copy(e){return this.min.copy(e.min),this.max.copy(e.max),this}makeEmpty(){return this.min.x=this.min.y=this.min.z=1/0,this.max.x=this.max.y=this.max.z=-1/0,this}isEmpty(){return this.max.x<this.min.x||this.max.y<this.min.y||this.max.z<this.min.z}getCenter(e){return this.isEmpty()?e.set(0,0,0):e.addVectors(this.min,this.max).multiplyScalar(.5)}getSize(e){return this.isEmpty()?e.set(0,0,0):e.subVectors(this.max,this.min)}expandByPoint(e){return this.min.min(e),this.max.max(e),this}expandByVector(e){return this.min.sub(e),this.max.add(e),this}expandByScalar(e){return this.min.addScalar(-e),this.max.addScalar(e),this}expandByObject(e,t=!1){e.updateWorldMatrix(!1,!1);let n=e.geometry;if(n!==void 0){let o=n.getAttribute("position");if(t===!0&&o!==void 0&&e.isInstancedMesh!==!0&&e.isBatchedMesh!==!0)for(let c=0,u=o.count;c<u;c++)e.isMesh===!0?e.getVertexPosition(c,Hn):Hn.fromBufferAttribute(o,c),Hn.applyMatrix4(e.matrixWorld),this.expandByPoint(Hn);else e.boundingBox!==void 0?(e.boundingBox===null&&e.computeBoundingBox(),ua.copy(e.boundingBox)):(n.boundingBox===null&&n.computeBoundingBox(),ua.copy(n.boundingBox)),ua.applyMatrix4(e.matrixWorld),this.union(ua)}let s=e.children;for(let o=0,c=s.length;o<c;o++)this.expandByObject(s[o],t);return this}containsPoint(e){return e.x>=this.min.x&&e.x<=this.max.x&&e.y>=this.min.y&&e.y<=this.max.y&&e.z>=this.min.z&&e.z<=this.max.z}containsBox(e){return this.min.x<=e.min.x&&e.max.x<=this.max.x&&this.min.y<=e.min.y&&e.max.y<=this.max.y&&this.min.z<=e.min.z&&e.max.z<=this.max.z}getParameter(e,t){return t.set((e.x-this.min.x)/(this.max.x-this.min.x),(e.y-this.min.y)/(this.max.y-this.min.y),(e.z-this.min.z)/(this.max.z-this.min.z))}intersectsBox(e){return e.max.x>=this.min.x&&e.min.x<=this.max.x&&e.max.y>=this.min.y&&e.min.y<=this.max.y&&e.max.z>=this.min.z&&e.min.z<=this.max.z}intersectsSphere(e){return this.clampPoint(e.center,Hn),Hn.distanceToSquared(e.center)<=e.radius*e.radius}intersectsPlane(e){let t,n;return e.normal.x>0?(t=e.normal.x*this.min.x,n=e.normal.x*this.max.x):(t=e.normal.x*this.max.x,n=e.normal.x*this.min.x),e.normal.y>0?(t+=e.normal.y*this.min.y,n+=e.normal.y*this.max.y):(t+=e.normal.y*this.max.y,n+=e.normal.y*this.min.y),e.normal.z>0?(t+=e.normal.z*this.min.z,n+=e.normal.z*this.max.z):(t+=e.normal.z*this.max.z,n+=e.normal.z*this.min.z),t<=-e.constant&&n>=-e.constant}intersectsTriangle(e){if(this.isEmpty())return!1;this.getCenter(Qr),da.subVectors(this.max,Qr),vr.subVectors(e.a,Qr),yr.subVectors(e.b,Qr),xr.subVectors(e.c,Qr),Ai.subVectors(yr,vr),Ci.subVectors(xr,yr),ji.subVectors(vr,xr);let t=[0,-Ai.z,Ai.y,0,-Ci.z,Ci.y,0,-ji.z,ji.y,Ai.z,0,-Ai.x,Ci.z,0,-Ci.x,ji.z,0,-ji.x,-Ai.y,Ai.x,0,-Ci.y,Ci.x,0,-ji.y,ji.x,0];return!Ll(t,vr,yr,xr,da)||(t=[1,0,0,0,1,0,0,0,1],!Ll(t,vr,yr,xr,da))?!1:(fa.crossVectors(Ai,Ci),t=[fa.x,fa.y,fa.z],Ll(t,vr,yr,xr,da))}clampPoint(e,t){return t.copy(e).clamp(this.min,this.max)}distanceToPoint(e){return this.clampPoint(e,Hn).distanceTo(e)}getBoundingSphere(e){return this.isEmpty()?e.makeEmpty():(this.getCenter(e.center),e.radius=this.getSize(Hn).length()*.5),e}intersect(e){return this.min.max(e.min),this.max.min(e.max),this.isEmpty()&&this.makeEmpty(),this}union(e){return this.min.min(e.min),this.max.max(e.max),this}applyMatrix4(e){return this.isEmpty()?this:(pi[0].set(this.min.x,this.min.y,this.min.z).applyMatrix4(e),pi[1].set(this.min.x,this.min.y,this.max.z).applyMatrix4(e),pi[2].set(this.min.x,this.max.y,this.min.z).applyMatrix4(e),pi[3].set(this.min.x,this.max.y,this.max.z).applyMatrix4(e),pi[4].set(this.max.x,this.min.y,this.min.z).applyMatrix4(e),pi[5].set(this.max.x,this.min.y,this.max.z).applyMatrix4(e),pi[6].set(this.max.x,this.max.y,this.min.z).applyMatrix4(e),pi[7].set(this.max.x,this.max.y,this.max.z).applyMatrix4(e),this.setFromPoints(pi),this)}translate(e){return this.min.add(e),this.max.add(e),this}equals(e){return e.min.equals(this.min)&&e.max.equals(this.max)}toJSON(){return{min:this.min.toArray(),max:this.max.toArray()}}fromJSON(e){return this.min.fromArray(e.min),this.max.fromArray(e.max),this}},pi=[new K,new K,new K,new K,new K,new K,new K,new K],Hn=new K,ua=new Ii,vr=new K,yr=new K,xr=new K,Ai=new K,Ci=new K,ji=new K,Qr=new K,da=new K,fa=new K,Ji=new K;function Ll(i,e,t,n,s){for(let o=0,c=i.length-3;o<=c;o+=3){Ji.fromArray(i,o);let u=s.x*Math.abs(Ji.x)+s.y*Math.abs(Ji.y)+s.z*Math.abs(Ji.z),f=e.dot(Ji),p=t.dot(Ji),g=n.dot(Ji);if(Math.max(-Math.max(f,p,g),Math.min(f,p,g))>u)return!1}return!0}var Xt=new K,pa=new et,T0=0,ii=class extends Wn{constructor(e,t,n=!1){if(super(),Array.isArray(e))throw new TypeError("THREE.BufferAttribute: array should be a Typed Array.");this.isBufferAttribute=!0,Object.defineProperty(this,"id",{value:T0++}),this.name="",this.array=e,this.itemSize=t,this.count=e!==void 0?e.length/t:0,this.normalized=n,this.usage=ku,this.updateRanges=[],this.gpuType=$n,this.version=0,this._normalizationScale=e!==void 0?bc(e):void 0}onUploadCallback(){}set needsUpdate(e){e===!0&&this.version++}setUsage(e){return this.usage=e,this}addUpdateRange(e,t){this.updateRanges.push({start:e,count:t})}clearUpdateRanges(){this.updateRanges.length=0}copy(e){return this.name=e.name,this.array=new e.array.constructor(e.array),this.itemSize=e.itemSize,this.count=e.count,this.normalized=e.normalized,this.usage=e.usage,this.gpuType=e.gpuType,this._normalizationScale=e._normalizationScale,this}copyAt(e,t,n){e*=this.itemSize,n*=t.itemSize;for(let s=0,o=this.itemSize;s<o;s++)this.array[e+s]=t.array[n+s];return this}copyArray(e){return this.array.set(e),this}applyMatrix3(e){if(this.itemSize===2)for(let t=0,n=this.count;t<n;t++)pa.fromBufferAttribute(this,t),pa.applyMatrix3(e),this.setXY(t,pa.x,pa.y);else if(this.itemSize===3)for(let t=0,n=this.count;t<n;t++)Xt.fromBufferAttribute(this,t),Xt.applyMatrix3(e),this.setXYZ(t,Xt.x,Xt.y,Xt.z);return this}applyMatrix4(e){for(let t=0,n=this.count;t<n;t++)Xt.fromBufferAttribute(this,t),Xt.applyMatrix4(e),this.setXYZ(t,Xt.x,Xt.y,Xt.z);return this}applyNormalMatrix(e){for(let t=0,n=this.count;t<n;t++)Xt.fromBufferAttribute(this,t),Xt.applyNormalMatrix(e),this.setXYZ(t,Xt.x,Xt.y,Xt.z);return this}transformDirection(e){for(let t=0,n=this.count;t<n;t++)Xt.fromBufferAttribute(this,t),Xt.transformDirection(e),this.setXYZ(t,Xt.x,Xt.y,Xt.z);return this}set(e,t=0){return this.array.set(e,t),this}getComponent(e,t){let n=this.array[e*this.itemSize+t];return this.normalized&&(n=this._denormalize(n)),n}setComponent(e,t,n){return this.normalized&&(n=this._normalize(n)),this.array[e*this.itemSize+t]=n,this}getX(e){let t=this.array[e*this.itemSize];return this.normalized&&(t=this._denormalize(t)),t}setX(e,t){return this.normalized&&(t=this._normalize(t)),this.array[e*this.itemSize]=t,this}getY(e){let t=this.array[e*this.itemSize+1];return this.normalized&&(t=this._denormalize(t)),t}setY(e,t){return this.normalized&&(t=this._normalize(t)),this.array[e*this.itemSize+1]=t,this}getZ(e){let t=this.array[e*this.itemSize+2];return this.normalized&&(t=this._denormalize(t)),t}setZ(e,t){return this.normalized&&(t=this._normalize(t)),this.array[e*this.itemSize+2]=t,this}getW(e){let t=this.array[e*this.itemSize+3];return this.normalized&&(t=this._denormalize(t)),t}setW(e,t){return this.normalized&&(t=this._normalize(t)),this.array[e*this.itemSize+3]=t,this}setXY(e,t,n){return e*=this.itemSize,this.normalized&&(t=this._normalize(t),n=this._normalize(n)),this.array[e+0]=t,this.array[e+1]=n,this}setXYZ(e,t,n,s){return e*=this.itemSize,this.normalized&&(t=this._normalize(t),n=this._normalize(n),s=this._normalize(s)),this.array[e+0]=t,this.array[e+1]=n,this.array[e+2]=s,this}setXYZW(e,t,n,s,o){return e*=this.itemSize,this.normalized&&(t=this._normalize(t),n=this._normalize(n),s=this._normalize(s),o=this._normalize(o)),this.array[e+0]=t,this.array[e+1]=n,this.array[e+2]=s,this.array[e+3]=o,this}onUpload(e){return this.onUploadCallback=e,this}clone(){return new this.constructor(this.array,this.itemSize).copy(this)}toJSON(){let e={itemSize:this.itemSize,type:this.array.constructor.name,array:Array.from(this.array),normalized:this.normalized};return e.name=this.name,e.usage=this.usage,e.gpuType=this.gpuType,e}dispose(){this.dispatchEvent({type:"dispose"})}_denormalize(e){let t=this._normalizationScale;return t!==void 0?Math.max(e/t,-1):Wu(e,this.array)}_normalize(e){let t=this._normalizationScale;return t!==void 0?Math.round(e*t):Xu(e,this.array)}};var ds=class extends ii{constructor(e,t,n){super(new Uint16Array(e),t,n)}};var fs=class extends ii{constructor(e,t,n){super(new Uint32Array(e),t,n)}};var Ht=class extends ii{constructor(e,t,n){super(new Float32Array(e),t,n)}},A0=new Ii,es=new K,Fl=new K,Fr=class{constructor(e=new K,t=-1){this.isSphere=!0,this.center=e,this.radius=t}set(e,t){return this.center.copy(e),this.radius=t,this}setFromPoints(e,t){let n=this.center;t!==void 0?n.copy(t):A0.setFromPoints(e).getCenter(n);let s=0;for(let o=0,c=e.length;o<c;o++)s=Math.max(s,n.distanceToSquared(e[o]));return this.radius=Math.sqrt(s),this}copy(e){return this.center.copy(e.center),this.radius=e.radius,this}isEmpty(){return this.radius<0}makeEmpty(){return this.center.set(0,0,0),this.radius=-1,this}containsPoint(e){return e.distanceToSquared(this.center)<=this.radius*this.radius}distanceToPoint(e){return e.distanceTo(this.center)-this.radius}intersectsSphere(e){let t=this.radius+e.radius;return e.center.distanceToSquared(this.center)<=t*t}intersectsBox(e){return e.intersectsSphere(this)}intersectsPlane(e){return Math.abs(e.distanceToPoint(this.center))<=this.radius}clampPoint(e,t){let n=this.center.distanceToSquared(e);return t.copy(e),n>this.radius*this.radius&&(t.sub(this.center).normalize(),t.multiplyScalar(this.radius).add(this.center)),t}getBoundingBox(e){return this.isEmpty()?(e.makeEmpty(),e):(e.set(this.center,this.center),e.expandByScalar(this.radius),e)}applyMatrix4(e){return this.center.applyMatrix4(e),this.radius=this.radius*e.getMaxScaleOnAxis(),this}translate(e){return this.center.add(e),this}expandByPoint(e){if(this.isEmpty())return this.center.copy(e),this.radius=0,this;es.subVectors(e,this.center);let t=es.lengthSq();if(t>this.radius*this.radius){let n=Math.sqrt(t),s=(n-this.radius)*.5;this.center.addScaledVector(es,s/n),this.radius+=s}return this}union(e){return e.isEmpty()?this:this.isEmpty()?(this.copy(e),this):(this.center.equals(e.center)===!0?this.radius=Math.max(this.radius,e.radius):(Fl.subVectors(e.center,this.center).setLength(e.radius),this.expandByPoint(es.copy(e.center).add(Fl)),this.expandByPoint(es.copy(e.center).sub(Fl))),this)}equals(e){return e.center.equals(this.center)&&e.radius===this.radius}clone(){return new this.constructor().copy(this)}toJSON(){return{radius:this.radius,center:this.center.toArray()}}fromJSON(e){return this.radius=e.radius,this.center.fromArray(e.center),this}},C0=0,Fn=new Bt,Nl=new dn,Sr=new K,En=new Ii,ts=new Ii,rn=new K,Cn=class i extends Wn{constructor(){super(),this.isBufferGeometry=!0,Object.defineProperty(this,"id",{value:C0++}),this.uuid=Vr(),this.name="",this.type="BufferGeometry",this.index=null,this.indirect=null,this.indirectOffset=0,this.attributes={},this.morphAttributes={},this.morphTargetsRelative=!1,this.groups=[],this.boundingBox=null,this.boundingSphere=null,this.drawRange={start:0,count:1/0},this.userData={},this._transformed=!1}getIndex(){return this.index}setIndex(e){return Array.isArray(e)?this.index=new(Q_(e)?fs:ds)(e,1):this.index=e,this}setIndirect(e,t=0){return this.indirect=e,this.indirectOffset=t,this}getIndirect(){return this.indirect}getAttribute(e){return this.attributes[e]}setAttribute(e,t){return this.attributes[e]=t,this}deleteAttribute(e){return delete this.attributes[e],this}hasAttribute(e){return this.attributes[e]!==void 0}addGroup(e,t,n=0){this.groups.push({start:e,count:t,materialIndex:n})}clearGroups(){this.groups=[]}setDrawRange(e,t){this.drawRange.start=e,this.drawRange.count=t}applyMatrix4(e){let t=this.attributes.position;t!==void 0&&(t.applyMatrix4(e),t.needsUpdate=!0);let n=this.attributes.normal;if(n!==void 0){let o=new at().getNormalMatrix(e);n.applyNormalMatrix(o),n.needsUpdate=!0}let s=this.attributes.tangent;return s!==void 0&&(s.transformDirection(e),s.needsUpdate=!0),this.boundingBox!==null&&this.computeBoundingBox(),this.boundingSphere!==null&&this.computeBoundingSphere(),this._transformed=!0,this}applyQuaternion(e){return Fn.makeRotationFromQuaternion(e),this.applyMatrix4(Fn),this}rotateX(e){return Fn.makeRotationX(e),this.applyMatrix4(Fn),this}rotateY(e){return Fn.makeRotationY(e),this.applyMatrix4(Fn),this}rotateZ(e){return Fn.makeRotationZ(e),this.applyMatrix4(Fn),this}translate(e,t,n){return Fn.makeTranslation(e,t,n),this.applyMatrix4(Fn),this}scale(e,t,n){return Fn.makeScale(e,t,n),this.applyMatrix4(Fn),this}lookAt(e){return Nl.lookAt(e),Nl.updateMatrix(),this.applyMatrix4(Nl.matrix),this}center(){return this.computeBoundingBox(),this.boundingBox.getCenter(Sr).negate(),this.translate(Sr.x,Sr.y,Sr.z),this}setFromPoints(e){let t=this.getAttribute("position");if(t===void 0){let n=[];for(let s=0,o=e.length;s<o;s++){let c=e[s];n.push(c.x,c.y,c.z||0)}this.setAttribute("position",new Ht(n,3))}else{let n=Math.min(e.length,t.count);for(let s=0;s<n;s++){let o=e[s];t.setXYZ(s,o.x,o.y,o.z||0)}e.length>t.count&&Qe("BufferGeometry: Buffer size too small for points data. Use .dispose() and create a new geometry."),t.needsUpdate=!0}return this}computeBoundingBox(){this.boundingBox===null&&(this.boundingBox=new Ii);let e=this.attributes.position,t=this.morphAttributes.position;if(e&&e.isGLBufferAttribute){tt("BufferGeometry.computeBoundingBox(): GLBufferAttribute requires a manual bounding box.",this),this.boundingBox.set(new K(-1/0,-1/0,-1/0),new K(1/0,1/0,1/0));return}if(e!==void 0){if(this.boundingBox.setFromBufferAttribute(e),t)for(let n=0,s=t.length;n<s;n++){let o=t[n];En.setFromBufferAttribute(o),this.morphTargetsRelative?(rn.addVectors(this.boundingBox.min,En.min),this.boundingBox.expandByPoint(rn),rn.addVectors(this.boundingBox.max,En.max),this.boundingBox.expandByPoint(rn)):(this.boundingBox.expandByPoint(En.min),this.boundingBox.expandByPoint(En.max))}}else this.boundingBox.makeEmpty();(isNaN(this.boundingBox.min.x)||isNaN(this.boundingBox.min.y)||isNaN(this.boundingBox.min.z))&&tt('BufferGeometry.computeBoundingBox(): Computed min/max have NaN values. The "position" attribute is likely to have NaN values.',this)}computeBoundingSphere(){this.boundingSphere===null&&(this.boundingSphere=new Fr);let e=this.attributes.position,t=this.morphAttributes.position;if(e&&e.isGLBufferAttribute){tt("BufferGeometry.computeBoundingSphere(): GLBufferAttribute requires a manual bounding sphere.",this),this.boundingSphere.set(new K,1/0);return}if(e){let n=this.boundingSphere.center;if(En.setFromBufferAttribute(e),t)for(let o=0,c=t.length;o<c;o++){let u=t[o];ts.setFromBufferAttribute(u),this.morphTargetsRelative?(rn.addVectors(En.min,ts.min),En.expandByPoint(rn),rn.addVectors(En.max,ts.max),En.expandByPoint(rn)):(En.expandByPoint(ts.min),En.expandByPoint(ts.max))}En.getCenter(n);let s=0;for(let o=0,c=e.count;o<c;o++)rn.fromBufferAttribute(e,o),s=Math.max(s,n.distanceToSquared(rn));if(t)for(let o=0,c=t.length;o<c;o++){let u=t[o],f=this.morphTargetsRelative;for(let p=0,g=u.count;p<g;p++)rn.fromBufferAttribute(u,p),f&&(Sr.fromBufferAttribute(e,p),rn.add(Sr)),s=Math.max(s,n.distanceToSquared(rn))}this.boundingSphere.radius=Math.sqrt(s),isNaN(this.boundingSphere.radius)&&tt('BufferGeometry.computeBoundingSphere(): Computed radius is NaN. The "position" attribute is likely to have NaN values.',this)}}computeTangents(){let e=this.index,t=this.attributes;if(e===null||t.position===void 0||t.normal===void 0||t.uv===void 0){tt("BufferGeometry: .computeTangents() failed. Missing required attributes (index, position, normal or uv)");return}let n=t.position,s=t.normal,o=t.uv,c=this.getAttribute("tangent");(c===void 0||c.count!==n.count)&&(c=new ii(new Float32Array(4*n.count),4),this.setAttribute("tangent",c));let u=[],f=[],p=new Uint8Array(n.count);for(let q=0;q<n.count;q++)u[q]=new K,f[q]=new K;let g=new K,S=new K,_=new K,M=new et,T=new et,D=new et,x=new K,v=new K;function P(q,k,Y){p[q]=p[k]=p[Y]=1,g.fromBufferAttribute(n,q),S.fromBufferAttribute(n,k),_.fromBufferAttribute(n,Y),M.fromBufferAttribute(o,q),T.fromBufferAttribute(o,k),D.fromBufferAttribute(o,Y),S.sub(g),_.sub(g),T.sub(M),D.sub(M);let j=1/(T.x*D.y-D.x*T.y);isFinite(j)&&(x.copy(S).multiplyScalar(D.y).addScaledVector(_,-T.y).multiplyScalar(j),v.copy(_).multiplyScalar(T.x).addScaledVector(S,-D.x).multiplyScalar(j),u[q].add(x),u[k].add(x),u[Y].add(x),f[q].add(v),f[k].add(v),f[Y].add(v))}let O=this.groups;O.length===0&&(O=[{start:0,count:e.count}]);for(let q=0,k=O.length;q<k;++q){let Y=O[q],j=Y.start,ee=Y.count;for(let z=j,ie=j+ee;z<ie;z+=3)P(e.getX(z+0),e.getX(z+1),e.getX(z+2))}let R=new K,U=new K,N=new K,b=new K;function I(q){N.fromBufferAttribute(s,q),b.copy(N);let k=u[q];R.copy(k),R.sub(N.multiplyScalar(N.dot(k))).normalize(),U.crossVectors(b,k);let j=U.dot(f[q])<0?-1:1;c.setXYZW(q,R.x,R.y,R.z,j)}for(let q=0,k=n.count;q<k;++q)p[q]&&I(q);this._transformed=!0}computeVertexNormals(){let e=this.index,t=this.getAttribute("position");if(t!==void 0){let n=this.getAttribute("normal");if(n===void 0||n.count!==t.count)n=new ii(new Float32Array(t.count*3),3),this.setAttribute("normal",n);else for(let _=0,M=n.count;_<M;_++)n.setXYZ(_,0,0,0);let s=new K,o=new K,c=new K,u=new K,f=new K,p=new K,g=new K,S=new K;if(e)for(let _=0,M=e.count;_<M;_+=3){let T=e.getX(_+0),D=e.getX(_+1),x=e.getX(_+2);s.fromBufferAttribute(t,T),o.fromBufferAttribute(t,D),c.fromBufferAttribute(t,x),g.subVectors(c,o),S.subVectors(s,o),g.cross(S),u.fromBufferAttribute(n,T),f.fromBufferAttribute(n,D),p.fromBufferAttribute(n,x),u.add(g),f.add(g),p.add(g),n.setXYZ(T,u.x,u.y,u.z),n.setXYZ(D,f.x,f.y,f.z),n.setXYZ(x,p.x,p.y,p.z)}else for(let _=0,M=t.count;_<M;_+=3)s.fromBufferAttribute(t,_+0),o.fromBufferAttribute(t,_+1),c.fromBufferAttribute(t,_+2),g.subVectors(c,o),S.subVectors(s,o),g.cross(S),n.setXYZ(_+0,g.x,g.y,g.z),n.setXYZ(_+1,g.x,g.y,g.z),n.setXYZ(_+2,g.x,g.y,g.z);this.normalizeNormals(),n.needsUpdate=!0}}normalizeNormals(){let e=this.attributes.normal;for(let t=0,n=e.count;t<n;t++)rn.fromBufferAttribute(e,t),rn.normalize(),e.setXYZ(t,rn.x,rn.y,rn.z)}toNonIndexed(){function e(u,f){let p=u.array,g=u.itemSize,S=u.normalized,_=new p.constructor(f.length*g),M=0,T=0;for(let D=0,x=f.length;D<x;D++){u.isInterleavedBufferAttribute?M=f[D]*u.data.stride+u.offset:M=f[D]*g;for(let v=0;v<g;v++)_[T++]=p[M++]}return new ii(_,g,S)}if(this.index===null)return Qe("BufferGeometry.toNonIndexed(): BufferGeometry is already non-indexed."),this;let t=new i,n=this.index.array,s=this.attributes;for(let u in s){let f=s[u],p=e(f,n);t.setAttribute(u,p)}let o=this.morphAttributes;for(let u in o){let f=[],p=o[u];for(let g=0,S=p.length;g<S;g++){let _=p[g],M=e(_,n);f.push(M)}t.morphAttributes[u]=f}t.morphTargetsRelative=this.morphTargetsRelative;let c=this.groups;for(let u=0,f=c.length;u<f;u++){let p=c[u];t.addGroup(p.start,p.count,p.materialIndex)}return t}toJSON(){let e={metadata:{version:4.7,type:"BufferGeometry",generator:"BufferGeometry.toJSON"}};if(e.uuid=this.uuid,e.type=this.parameters!==void 0&&this._transformed===!0?"BufferGeometry":this.type,e.name=this.name,Object.keys(this.userData).length>0&&(e.userData=this.userData),this.parameters!==void 0&&this._transformed!==!0){let f=this.parameters;for(let p in f)f[p]!==void 0&&(e[p]=f[p]);return e}e.data={attributes:{}};let t=this.index;t!==null&&(e.data.index={type:t.array.constructor.name,array:Array.prototype.slice.call(t.array)});let n=this.attributes;for(let f in n){let p=n[f];e.data.attributes[f]=p.toJSON(e.data)}let s={},o=!1;for(let f in this.morphAttributes){let p=this.morphAttributes[f],g=[];for(let S=0,_=p.length;S<_;S++){let M=p[S];g.push(M.toJSON(e.data))}g.length>0&&(s[f]=g,o=!0)}o&&(e.data.morphAttributes=s,e.data.morphTargetsRelative=this.morphTargetsRelative);let c=this.groups;c.length>0&&(e.data.groups=JSON.parse(JSON.stringify(c)));let u=this.boundingSphere;return u!==null&&(e.data.boundingSphere=u.toJSON()),e}clone(){return new this.constructor().copy(this)}copy(e){this.index=null,this.attributes={},this.morphAttributes={},this.groups=[],this.boundingBox=null,this.boundingSphere=null;let t={};this.name=e.name;let n=e.index;n!==null&&this.setIndex(n.clone());let s=e.attributes;for(let p in s){let g=s[p];this.setAttribute(p,g.clone(t))}let o=e.morphAttributes;for(let p in o){let g=[],S=o[p];for(let _=0,M=S.length;_<M;_++)g.push(S[_].clone(t));this.morphAttributes[p]=g}this.morphTargetsRelative=e.morphTargetsRelative;let c=e.groups;for(let p=0,g=c.length;p<g;p++){let S=c[p];this.addGroup(S.start,S.count,S.materialIndex)}let u=e.boundingBox;u!==null&&(this.boundingBox=u.clone());let f=e.boundingSphere;return f!==null&&(this.boundingSphere=f.clone()),this.drawRange.start=e.drawRange.start,this.drawRange.count=e.drawRange.count,this.userData=e.userData,this._transformed=e._transformed,this}dispose(){this.dispatchEvent({type:"dispose"})}};var Ul=new K,R0=new K,P0=new at,wn=class{constructor(e=new K(1,0,0),t=0){this.isPlane=!0,this.normal=e,this.constant=t}set(e,t){return this.normal.copy(e),this.constant=t,this}setComponents(e,t,n,s){return this.normal.set(e,t,n),this.constant=s,this}setFromNormalAndCoplanarPoint(e,t){return this.normal.copy(e),this.constant=-t.dot(this.normal),this}setFromCoplanarPoints(e,t,n){let s=Ul.subVectors(n,t).cross(R0.subVectors(e,t)).normalize();return this.setFromNormalAndCoplanarPoint(s,e),this}copy(e){return this.normal.copy(e.normal),this.constant=e.constant,this}normalize(){let e=1/this.normal.length();return this.normal.multiplyScalar(e),this.constant*=e,this}negate(){return this.constant*=-1,this.normal.negate(),this}distanceToPoint(e){return this.normal.dot(e)+this.constant}distanceToSphere(e){return this.distanceToPoint(e.center)-e.radius}projectPoint(e,t){return t.copy(e).addScaledVector(this.normal,-this.distanceToPoint(e))}intersectLine(e,t,n=!0){let s=e.delta(Ul),o=this.normal.dot(s);if(o===0)return this.distanceToPoint(e.start)===0?t.copy(e.start):null;let c=-(e.start.dot(this.normal)+this.constant)/o;return n===!0&&(c<0||c>1)?null:t.copy(e.start).addScaledVector(s,c)}intersectsLine(e){let t=this.distanceToPoint(e.start),n=this.distanceToPoint(e.end);return t<0&&n>0||n<0&&t>0}intersectsBox(e){return e.intersectsPlane(this)}intersectsSphere(e){return e.intersectsPlane(this)}coplanarPoint(e){return e.copy(this.normal).multiplyScalar(-this.constant)}applyMatrix4(e,t){let n=t||P0.getNormalMatrix(e),s=this.coplanarPoint(Ul).applyMatrix4(e),o=this.normal.applyMatrix3(n).normalize();return this.constant=-s.dot(o),this}translate(e){return this.constant-=e.dot(this.normal),this}equals(e){return e.normal.equals(this.normal)&&e.constant===this.constant}clone(){return new this.constructor().copy(this)}toJSON(){return{normal:this.normal.toArray(),constant:this.constant}}fromJSON(e){return this.normal.fromArray(e.normal),this.constant=e.constant,this}},I0=0,Di=class extends Wn{constructor(){super(),this.isMaterial=!0,Object.defineProperty(this,"id",{value:I0++}),this.uuid=Vr(),this.name="",this.type="Material",this.blending=kr,this.side=zi,this.vertexColors=!1,this.opacity=1,this.transparent=!1,this.alphaHash=!1,this.blendSrc=Kl,this.blendDst=Ql,this.blendEquation=rr,this.blendSrcAlpha=null,this.blendDstAlpha=null,this.blendEquationAlpha=null,this.blendColor=new pt(0,0,0),this.blendAlpha=0,this.depthFunc=Tr,this.depthTest=!0,this.depthWrite=!0,this.stencilWriteMask=255,this.stencilFunc=Lu,this.stencilRef=0,this.stencilFuncMask=255,this.stencilFail=Ra,this.stencilZFail=Ra,this.stencilZPass=Ra,this.stencilWrite=!1,this.clippingPlanes=null,this.clipIntersection=!1,this.clipShadows=!1,this.shadowSide=null,this.colorWrite=!0,this.precision=null,this.polygonOffset=!1,this.polygonOffsetFactor=0,this.polygonOffsetUnits=0,this.dithering=!1,this.alphaToCoverage=!1,this.premultipliedAlpha=!1,this.forceSinglePass=!1,this.allowOverride=!0,this.visible=!0,this.toneMapped=!0,this.userData={},this.version=0,this._alphaTest=0}get alphaTest(){return this._alphaTest}set alphaTest(e){this._alphaTest>0!=e>0&&this.version++,this._alphaTest=e}onBeforeRender(){}onBeforeCompile(){}customProgramCacheKey(){return this.onBeforeCompile.toString()}setValues(e){if(e!==void 0)for(let t in e){let n=e[t];if(n===void 0){Qe(`Material: parameter '${t}' has value of undefined.`);continue}let s=this[t];if(s===void 0){Qe(`Material: '${t}' is not a property of THREE.${this.type}.`);continue}s&&s.isColor?s.set(n):s&&s.isVector2&&n&&n.isVector2||s&&s.isEuler&&n&&n.isEuler||s&&s.isVector3&&n&&n.isVector3?s.copy(n):this[t]=n}}toJSON(e){let t=e===void 0||typeof e=="string";t&&(e={textures:{},images:{}});let n={metadata:{version:4.7,type:"Material",generator:"Material.toJSON"}};n.uuid=this.uuid,n.type=this.type,n.blending=this.blending,n.side=this.side,n.shadowSide=this.shadowSide,n.vertexColors=this.vertexColors,n.opacity=this.opacity,n.transparent=this.transparent,n.blendSrc=this.blendSrc,n.blendDst=this.blendDst,n.blendEquation=this.blendEquation,n.blendSrcAlpha=this.blendSrcAlpha,n.blendDstAlpha=this.blendDstAlpha,n.blendEquationAlpha=this.blendEquationAlpha,n.blendColor=this.blendColor.getHex(),n.blendAlpha=this.blendAlpha,n.depthFunc=this.depthFunc,n.depthTest=this.depthTest,n.depthWrite=this.depthWrite,n.colorWrite=this.colorWrite,n.clipIntersection=this.clipIntersection,n.clipShadows=this.clipShadows,n.stencilWriteMask=this.stencilWriteMask,n.stencilFunc=this.stencilFunc,n.stencilRef=this.stencilRef,n.stencilFuncMask=this.stencilFuncMask,n.stencilFail=this.stencilFail,n.stencilZFail=this.stencilZFail,n.stencilZPass=this.stencilZPass,n.stencilWrite=this.stencilWrite,n.polygonOffset=this.polygonOffset,n.polygonOffsetFactor=this.polygonOffsetFactor,n.polygonOffsetUnits=this.polygonOffsetUnits,n.dithering=this.dithering,n.alphaTest=this.alphaTest,n.alphaHash=this.alphaHash,n.alphaToCoverage=this.alphaToCoverage,n.premultipliedAlpha=this.premultipliedAlpha,n.forceSinglePass=this.forceSinglePass,n.allowOverride=this.allowOverride,n.visible=this.visible,n.toneMapped=this.toneMapped,n.name=this.name,this.color&&this.color.isColor&&(n.color=this.color.getHex()),this.roughness!==void 0&&(n.roughness=this.roughness),this.metalness!==void 0&&(n.metalness=this.metalness),this.sheen!==void 0&&(n.sheen=this.sheen),this.sheenColor&&this.sheenColor.isColor&&(n.sheenColor=this.sheenColor.getHex()),this.sheenRoughness!==void 0&&(n.sheenRoughness=this.sheenRoughness),this.emissive&&this.emissive.isColor&&(n.emissive=this.emissive.getHex()),this.emissiveIntensity!==void 0&&(n.emissiveIntensity=this.emissiveIntensity),this.specular&&this.specular.isColor&&(n.specular=this.specular.getHex()),this.specularIntensity!==void 0&&(n.specularIntensity=this.specularIntensity),this.specularColor&&this.specularColor.isColor&&(n.specularColor=this.specularColor.getHex()),this.shininess!==void 0&&(n.shininess=this.shininess),this.clearcoat!==void 0&&(n.clearcoat=this.clearcoat),this.clearcoatRoughness!==void 0&&(n.clearcoatRoughness=this.clearcoatRoughness),this.diffuseRoughness!==void 0&&(n.diffuseRoughness=this.diffuseRoughness),this.diffuseRoughnessMap&&this.diffuseRoughnessMap.isTexture&&(n.diffuseRoughnessMap=this.diffuseRoughnessMap.toJSON(e).uuid),this.clearcoatMap&&this.clearcoatMap.isTexture&&(n.clearcoatMap=this.clearcoatMap.toJSON(e).uuid),this.clearcoatRoughnessMap&&this.clearcoatRoughnessMap.isTexture&&(n.clearcoatRoughnessMap=this.clearcoatRoughnessMap.toJSON(e).uuid),this.clearcoatNormalMap&&this.clearcoatNormalMap.isTexture&&(n.clearcoatNormalMap=this.clearcoatNormalMap.toJSON(e).uuid,n.clearcoatNormalScale=this.clearcoatNormalScale.toArray()),this.sheenColorMap&&this.sheenColorMap.isTexture&&(n.sheenColorMap=this.sheenColorMap.toJSON(e).uuid),this.sheenRoughnessMap&&this.sheenRoughnessMap.isTexture&&(n.sheenRoughnessMap=this.sheenRoughnessMap.toJSON(e).uuid),this.dispersion!==void 0&&(n.dispersion=this.dispersion),this.retroreflectivity!==void 0&&(n.retroreflectivity=this.retroreflectivity),this.iridescence!==void 0&&(n.iridescence=this.iridescence),this.iridescenceIOR!==void 0&&(n.iridescenceIOR=this.iridescenceIOR),this.iridescenceThicknessMinimum!==void 0&&(n.iridescenceThicknessMinimum=this.iridescenceThicknessMinimum),this.iridescenceThicknessMaximum!==void 0&&(n.iridescenceThicknessMaximum=this.iridescenceThicknessMaximum),this.iridescenceMap&&this.iridescenceMap.isTexture&&(n.iridescenceMap=this.iridescenceMap.toJSON(e).uuid),this.iridescenceThicknessMap&&this.iridescenceThicknessMap.isTexture&&(n.iridescenceThicknessMap=this.iridescenceThicknessMap.toJSON(e).uuid),this.anisotropy!==void 0&&(n.anisotropy=this.anisotropy),this.anisotropyRotation!==void 0&&(n.anisotropyRotation=this.anisotropyRotation),this.anisotropyMap&&this.anisotropyMap.isTexture&&(n.anisotropyMap=this.anisotropyMap.toJSON(e).uuid),this.map&&this.map.isTexture&&(n.map=this.map.toJSON(e).uuid),this.matcap&&this.matcap.isTexture&&(n.matcap=this.matcap.toJSON(e).uuid),this.alphaMap&&this.alphaMap.isTexture&&(n.alphaMap=this.alphaMap.toJSON(e).uuid),this.lightMap&&this.lightMap.isTexture&&(n.lightMap=this.lightMap.toJSON(e).uuid,n.lightMapIntensity=this.lightMapIntensity),this.aoMap&&this.aoMap.isTexture&&(n.aoMap=this.aoMap.toJSON(e).uuid,n.aoMapIntensity=this.aoMapIntensity),this.bumpMap&&this.bumpMap.isTexture&&(n.bumpMap=this.bumpMap.toJSON(e).uuid,n.bumpScale=this.bumpScale),this.normalMap&&this.normalMap.isTexture&&(n.normalMap=this.normalMap.toJSON(e).uuid,n.normalMapType=this.normalMapType,n.normalScale=this.normalScale.toArray()),this.displacementMap&&this.displacementMap.isTexture&&(n.displacementMap=this.displacementMap.toJSON(e).uuid,n.displacementScale=this.displacementScale,n.displacementBias=this.displacementBias),this.roughnessMap&&this.roughnessMap.isTexture&&(n.roughnessMap=this.roughnessMap.toJSON(e).uuid),this.metalnessMap&&this.metalnessMap.isTexture&&(n.metalnessMap=this.metalnessMap.toJSON(e).uuid),this.emissiveMap&&this.emissiveMap.isTexture&&(n.emissiveMap=this.emissiveMap.toJSON(e).uuid),this.specularMap&&this.specularMap.isTexture&&(n.specularMap=this.specularMap.toJSON(e).uuid),this.specularIntensityMap&&this.specularIntensityMap.isTexture&&(n.specularIntensityMap=this.specularIntensityMap.toJSON(e).uuid),this.specularColorMap&&this.specularColorMap.isTexture&&(n.specularColorMap=this.specularColorMap.toJSON(e).uuid),this.envMap&&this.envMap.isTexture&&(n.envMap=this.envMap.toJSON(e).uuid,this.combine!==void 0&&(n.combine=this.combine)),this.envMapRotation!==void 0&&(n.envMapRotation=this.envMapRotation.toArray()),this.envMapIntensity!==void 0&&(n.envMapIntensity=this.envMapIntensity),this.reflectivity!==void 0&&(n.reflectivity=this.reflectivity),this.refractionRatio!==void 0&&(n.refractionRatio=this.refractionRatio),this.gradientMap&&this.gradientMap.isTexture&&(n.gradientMap=this.gradientMap.toJSON(e).uuid),this.transmission!==void 0&&(n.transmission=this.transmission),this.transmissionMap&&this.transmissionMap.isTexture&&(n.transmissionMap=this.transmissionMap.toJSON(e).uuid),this.thickness!==void 0&&(n.thickness=this.thickness),this.thicknessMap&&this.thicknessMap.isTexture&&(n.thicknessMap=this.thicknessMap.toJSON(e).uuid),this.attenuationDistance!==void 0&&(n.attenuationDistance=this.attenuationDistance),this.attenuationColor!==void 0&&(n.attenuationColor=this.attenuationColor.getHex()),this.size!==void 0&&(n.size=this.size),this.sizeAttenuation!==void 0&&(n.sizeAttenuation=this.sizeAttenuation),Array.isArray(this.clippingPlanes)&&this.clippingPlanes.length>0&&(n.clippingPlanes=this.clippingPlanes.map(o=>o.toJSON())),this.rotation!==void 0&&(n.rotation=this.rotation),this.depthPacking!==void 0&&(n.depthPacking=this.depthPacking),this.linewidth!==void 0&&(n.linewidth=this.linewidth),this.linecap!==void 0&&(n.linecap=this.linecap),this.linejoin!==void 0&&(n.linejoin=this.linejoin),this.dashSize!==void 0&&(n.dashSize=this.dashSize),this.gapSize!==void 0&&(n.gapSize=this.gapSize),this.scale!==void 0&&(n.scale=this.scale),this.wireframe!==void 0&&(n.wireframe=this.wireframe),this.wireframeLinewidth!==void 0&&(n.wireframeLinewidth=this.wireframeLinewidth),this.wireframeLinecap!==void 0&&(n.wireframeLinecap=this.wireframeLinecap),this.wireframeLinejoin!==void 0&&(n.wireframeLinejoin=this.wireframeLinejoin),this.flatShading!==void 0&&(n.flatShading=this.flatShading),this.fog!==void 0&&(n.fog=this.fog),Object.keys(this.userData).length>0&&(n.userData=this.userData);function s(o){let c=[];for(let u in o){let f=o[u];delete f.metadata,c.push(f)}return c}if(t){let o=s(e.textures),c=s(e.images);o.length>0&&(n.textures=o),c.length>0&&(n.images=c)}return n}fromJSON(e,t){if(e.uuid!==void 0&&(this.uuid=e.uuid),e.name!==void 0&&(this.name=e.name),e.color!==void 0&&this.color!==void 0&&this.color.setHex(e.color),e.roughness!==void 0&&(this.roughness=e.roughness),e.metalness!==void 0&&(this.metalness=e.metalness),e.sheen!==void 0&&(this.sheen=e.sheen),e.sheenColor!==void 0&&(this.sheenColor=new pt().setHex(e.sheenColor)),e.sheenRoughness!==void 0&&(this.sheenRoughness=e.sheenRoughness),e.emissive!==void 0&&this.emissive!==void 0&&this.emissive.setHex(e.emissive),e.specular!==void 0&&this.specular!==void 0&&this.specular.setHex(e.specular),e.specularIntensity!==void 0&&(this.specularIntensity=e.specularIntensity),e.specularColor!==void 0&&this.specularColor!==void 0&&this.specularColor.setHex(e.specularColor),e.shininess!==void 0&&(this.shininess=e.shininess),e.clearcoat!==void 0&&(this.clearcoat=e.clearcoat),e.clearcoatRoughness!==void 0&&(this.clearcoatRoughness=e.clearcoatRoughness),e.diffuseRoughness!==void 0&&(this.diffuseRoughness=e.diffuseRoughness),e.dispersion!==void 0&&(this.dispersion=e.dispersion),e.retroreflectivity!==void 0&&(this.retroreflectivity=e.retroreflectivity),e.iridescence!==void 0&&(this.iridescence=e.iridescence),e.iridescenceIOR!==void 0&&(this.iridescenceIOR=e.iridescenceIOR),e.iridescenceThicknessMinimum!==void 0&&(this.iridescenceThicknessMinimum=e.iridescenceThicknessMinimum),e.iridescenceThicknessMaximum!==void 0&&(this.iridescenceThicknessMaximum=e.iridescenceThicknessMaximum),e.iridescenceThicknessRange!==void 0&&(this.iridescenceThicknessMinimum=e.iridescenceThicknessRange[0],this.iridescenceThicknessMaximum=e.iridescenceThicknessRange[1]),e.transmission!==void 0&&(this.transmission=e.transmission),e.thickness!==void 0&&(this.thickness=e.thickness),e.attenuationDistance!==void 0&&(this.attenuationDistance=e.attenuationDistance),e.attenuationColor!==void 0&&this.attenuationColor!==void 0&&this.attenuationColor.setHex(e.attenuationColor),e.anisotropy!==void 0&&(this.anisotropy=e.anisotropy),e.anisotropyRotation!==void 0&&(this.anisotropyRotation=e.anisotropyRotation),e.fog!==void 0&&(this.fog=e.fog),e.flatShading!==void 0&&(this.flatShading=e.flatShading),e.blending!==void 0&&(this.blending=e.blending),e.combine!==void 0&&(this.combine=e.combine),e.side!==void 0&&(this.side=e.side),e.shadowSide!==void 0&&(this.shadowSide=e.shadowSide),e.opacity!==void 0&&(this.opacity=e.opacity),e.transparent!==void 0&&(this.transparent=e.transparent),e.alphaTest!==void 0&&(this.alphaTest=e.alphaTest),e.alphaHash!==void 0&&(this.alphaHash=e.alphaHash),e.depthFunc!==void 0&&(this.depthFunc=e.depthFunc),e.depthTest!==void 0&&(this.depthTest=e.depthTest),e.depthWrite!==void 0&&(this.depthWrite=e.depthWrite),e.colorWrite!==void 0&&(this.colorWrite=e.colorWrite),e.clippingPlanes!==void 0&&(this.clippingPlanes=e.clippingPlanes.map(n=>new wn().fromJSON(n))),e.clipIntersection!==void 0&&(this.clipIntersection=e.clipIntersection),e.clipShadows!==void 0&&(this.clipShadows=e.clipShadows),e.depthPacking!==void 0&&(this.depthPacking=e.depthPacking),e.blendSrc!==void 0&&(this.blendSrc=e.blendSrc),e.blendDst!==void 0&&(this.blendDst=e.blendDst),e.blendEquation!==void 0&&(this.blendEquation=e.blendEquation),e.blendSrcAlpha!==void 0&&(this.blendSrcAlpha=e.blendSrcAlpha),e.blendDstAlpha!==void 0&&(this.blendDstAlpha=e.blendDstAlpha),e.blendEquationAlpha!==void 0&&(this.blendEquationAlpha=e.blendEquationAlpha),e.blendColor!==void 0&&this.blendColor!==void 0&&this.blendColor.setHex(e.blendColor),e.blendAlpha!==void 0&&(this.blendAlpha=e.blendAlpha),e.stencilWriteMask!==void 0&&(this.stencilWriteMask=e.stencilWriteMask),e.stencilFunc!==void 0&&(this.stencilFunc=e.stencilFunc),e.stencilRef!==void 0&&(this.stencilRef=e.stencilRef),e.stencilFuncMask!==void 0&&(this.stencilFuncMask=e.stencilFuncMask),e.stencilFail!==void 0&&(this.stencilFail=e.stencilFail),e.stencilZFail!==void 0&&(this.stencilZFail=e.stencilZFail),e.stencilZPass!==void 0&&(this.stencilZPass=e.stencilZPass),e.stencilWrite!==void 0&&(this.stencilWrite=e.stencilWrite),e.wireframe!==void 0&&(this.wireframe=e.wireframe),e.wireframeLinewidth!==void 0&&(this.wireframeLinewidth=e.wireframeLinewidth),e.wireframeLinecap!==void 0&&(this.wireframeLinecap=e.wireframeLinecap),e.wireframeLinejoin!==void 0&&(this.wireframeLinejoin=e.wireframeLinejoin),e.rotation!==void 0&&(this.rotation=e.rotation),e.linewidth!==void 0&&(this.linewidth=e.linewidth),e.linecap!==void 0&&(this.linecap=e.linecap),e.linejoin!==void 0&&(this.linejoin=e.linejoin),e.dashSize!==void 0&&(this.dashSize=e.dashSize),e.gapSize!==void 0&&(this.gapSize=e.gapSize),e.scale!==void 0&&(this.scale=e.scale),e.polygonOffset!==void 0&&(this.polygonOffset=e.polygonOffset),e.polygonOffsetFactor!==void 0&&(this.polygonOffsetFactor=e.polygonOffsetFactor),e.polygonOffsetUnits!==void 0&&(this.polygonOffsetUnits=e.polygonOffsetUnits),e.dithering!==void 0&&(this.dithering=e.dithering),e.alphaToCoverage!==void 0&&(this.alphaToCoverage=e.alphaToCoverage),e.premultipliedAlpha!==void 0&&(this.premultipliedAlpha=e.premultipliedAlpha),e.forceSinglePass!==void 0&&(this.forceSinglePass=e.forceSinglePass),e.allowOverride!==void 0&&(this.allowOverride=e.allowOverride),e.visible!==void 0&&(this.visible=e.visible),e.toneMapped!==void 0&&(this.toneMapped=e.toneMapped),e.userData!==void 0&&(this.userData=e.userData),e.vertexColors!==void 0&&(typeof e.vertexColors=="number"?this.vertexColors=e.vertexColors>0:this.vertexColors=e.vertexColors),e.size!==void 0&&(this.size=e.size),e.sizeAttenuation!==void 0&&(this.sizeAttenuation=e.sizeAttenuation),e.map!==void 0&&(this.map=t[e.map]||null),e.matcap!==void 0&&(this.matcap=t[e.matcap]||null),e.alphaMap!==void 0&&(this.alphaMap=t[e.alphaMap]||null),e.bumpMap!==void 0&&(this.bumpMap=t[e.bumpMap]||null),e.bumpScale!==void 0&&(this.bumpScale=e.bumpScale),e.normalMap!==void 0&&(this.normalMap=t[e.normalMap]||null),e.normalMapType!==void 0&&(this.normalMapType=e.normalMapType),e.normalScale!==void 0){let n=e.normalScale;Array.isArray(n)===!1&&(n=[n,n]),this.normalScale=new et().fromArray(n)}return e.displacementMap!==void 0&&(this.displacementMap=t[e.displacementMap]||null),e.displacementScale!==void 0&&(this.displacementScale=e.displacementScale),e.displacementBias!==void 0&&(this.displacementBias=e.displacementBias),e.roughnessMap!==void 0&&(this.roughnessMap=t[e.roughnessMap]||null),e.metalnessMap!==void 0&&(this.metalnessMap=t[e.metalnessMap]||null),e.emissiveMap!==void 0&&(this.emissiveMap=t[e.emissiveMap]||null),e.emissiveIntensity!==void 0&&(this.emissiveIntensity=e.emissiveIntensity),e.specularMap!==void 0&&(this.specularMap=t[e.specularMap]||null),e.specularIntensityMap!==void 0&&(this.specularIntensityMap=t[e.specularIntensityMap]||null),e.specularColorMap!==void 0&&(this.specularColorMap=t[e.specularColorMap]||null),e.envMap!==void 0&&(this.envMap=t[e.envMap]||null),e.envMapRotation!==void 0&&this.envMapRotation.fromArray(e.envMapRotation),e.envMapIntensity!==void 0&&(this.envMapIntensity=e.envMapIntensity),e.reflectivity!==void 0&&(this.reflectivity=e.reflectivity),e.refractionRatio!==void 0&&(this.refractionRatio=e.refractionRatio),e.lightMap!==void 0&&(this.lightMap=t[e.lightMap]||null),e.lightMapIntensity!==void 0&&(this.lightMapIntensity=e.lightMapIntensity),e.aoMap!==void 0&&(this.aoMap=t[e.aoMap]||null),e.aoMapIntensity!==void 0&&(this.aoMapIntensity=e.aoMapIntensity),e.gradientMap!==void 0&&(this.gradientMap=t[e.gradientMap]||null),e.clearcoatMap!==void 0&&(this.clearcoatMap=t[e.clearcoatMap]||null),e.clearcoatRoughnessMap!==void 0&&(this.clearcoatRoughnessMap=t[e.clearcoatRoughnessMap]||null),e.clearcoatNormalMap!==void 0&&(this.clearcoatNormalMap=t[e.clearcoatNormalMap]||null),e.clearcoatNormalScale!==void 0&&(this.clearcoatNormalScale=new et().fromArray(e.clearcoatNormalScale)),e.diffuseRoughnessMap!==void 0&&(this.diffuseRoughnessMap=t[e.diffuseRoughnessMap]||null),e.iridescenceMap!==void 0&&(this.iridescenceMap=t[e.iridescenceMap]||null),e.iridescenceThicknessMap!==void 0&&(this.iridescenceThicknessMap=t[e.iridescenceThicknessMap]||null),e.transmissionMap!==void 0&&(this.transmissionMap=t[e.transmissionMap]||null),e.thicknessMap!==void 0&&(this.thicknessMap=t[e.thicknessMap]||null),e.anisotropyMap!==void 0&&(this.anisotropyMap=t[e.anisotropyMap]||null),e.sheenColorMap!==void 0&&(this.sheenColorMap=t[e.sheenColorMap]||null),e.sheenRoughnessMap!==void 0&&(this.sheenRoughnessMap=t[e.sheenRoughnessMap]||null),this}clone(){return new this.constructor().copy(this)}copy(e){this.name=e.name,this.blending=e.blending,this.side=e.side,this.vertexColors=e.vertexColors,this.opacity=e.opacity,this.transparent=e.transparent,this.blendSrc=e.blendSrc,this.blendDst=e.blendDst,this.blendEquation=e.blendEquation,this.blendSrcAlpha=e.blendSrcAlpha,this.blendDstAlpha=e.blendDstAlpha,this.blendEquationAlpha=e.blendEquationAlpha,this.blendColor.copy(e.blendColor),this.blendAlpha=e.blendAlpha,this.depthFunc=e.depthFunc,this.depthTest=e.depthTest,this.depthWrite=e.depthWrite,this.stencilWriteMask=e.stencilWriteMask,this.stencilFunc=e.stencilFunc,this.stencilRef=e.stencilRef,this.stencilFuncMask=e.stencilFuncMask,this.stencilFail=e.stencilFail,this.stencilZFail=e.stencilZFail,this.stencilZPass=e.stencilZPass,this.stencilWrite=e.stencilWrite;let t=e.clippingPlanes,n=null;if(t!==null){let s=t.length;n=new Array(s);for(let o=0;o!==s;++o)n[o]=t[o].clone()}return this.clippingPlanes=n,this.clipIntersection=e.clipIntersection,this.clipShadows=e.clipShadows,this.shadowSide=e.shadowSide,this.colorWrite=e.colorWrite,this.precision=e.precision,this.polygonOffset=e.polygonOffset,this.polygonOffsetFactor=e.polygonOffsetFactor,this.polygonOffsetUnits=e.polygonOffsetUnits,this.dithering=e.dithering,this.alphaTest=e.alphaTest,this.alphaHash=e.alphaHash,this.alphaToCoverage=e.alphaToCoverage,this.premultipliedAlpha=e.premultipliedAlpha,this.forceSinglePass=e.forceSinglePass,this.allowOverride=e.allowOverride,this.visible=e.visible,this.toneMapped=e.toneMapped,this.userData=JSON.parse(JSON.stringify(e.userData)),this}dispose(){this.dispatchEvent({type:"dispose"})}set needsUpdate(e){e===!0&&this.version++}};var mi=new K,Ol=new K,ma=new K,ga=new K,tr=class{constructor(e=new K,t=new K(0,0,-1)){this.origin=e,this.direction=t}set(e,t){return this.origin.copy(e),this.direction.copy(t),this}copy(e){return this.origin.copy(e.origin),this.direction.copy(e.direction),this}at(e,t){return t.copy(this.origin).addScaledVector(this.direction,e)}lookAt(e){return this.direction.copy(e).sub(this.origin).normalize(),this}recast(e){return this.origin.copy(this.at(e,mi)),this}closestPointToPoint(e,t){t.subVectors(e,this.origin);let n=t.dot(this.direction);return n<0?t.copy(this.origin):t.copy(this.origin).addScaledVector(this.direction,n)}distanceToPoint(e){return Math.sqrt(this.distanceSqToPoint(e))}distanceSqToPoint(e){let t=mi.subVectors(e,this.origin).dot(this.direction);return t<0?this.origin.distanceToSquared(e):(mi.copy(this.origin).addScaledVector(this.direction,t),mi.distanceToSquared(e))}distanceSqToSegment(e,t,n,s){Ol.copy(e).add(t).multiplyScalar(.5),ma.copy(t).sub(e).normalize(),ga.copy(this.origin).sub(Ol);let o=e.distanceTo(t)*.5,c=-this.direction.dot(ma),u=ga.dot(this.direction),f=-ga.dot(ma),p=ga.lengthSq(),g=Math.abs(1-c*c),S,_,M,T;if(g>0)if(S=c*f-u,_=c*u-f,T=o*g,S>=0)if(_>=-T)if(_<=T){let D=1/g;S*=D,_*=D,M=S*(S+c*_+2*u)+_*(c*S+_+2*f)+p}else _=o,S=Math.max(0,-(c*_+u)),M=-S*S+_*(_+2*f)+p;else _=-o,S=Math.max(0,-(c*_+u)),M=-S*S+_*(_+2*f)+p;else _<=-T?(S=Math.max(0,-(-c*o+u)),_=S>0?-o:Math.min(Math.max(-o,-f),o),M=-S*S+_*(_+2*f)+p):_<=T?(S=0,_=Math.min(Math.max(-o,-f),o),M=_*(_+2*f)+p):(S=Math.max(0,-(c*o+u)),_=S>0?o:Math.min(Math.max(-o,-f),o),M=-S*S+_*(_+2*f)+p);else _=c>0?-o:o,S=Math.max(0,-(c*_+u)),M=-S*S+_*(_+2*f)+p;return n&&n.copy(this.origin).addScaledVector(this.direction,S),s&&s.copy(Ol).addScaledVector(ma,_),M}intersectSphere(e,t){if(e.radius<0)return null;mi.subVectors(e.center,this.origin);let n=mi.dot(this.direction),s=mi.dot(mi)-n*n,o=e.radius*e.radius;if(s>o)return null;let c=Math.sqrt(o-s),u=n-c,f=n+c;return f<0?null:u<0?this.at(f,t):this.at(u,t)}intersectsSphere(e){return e.radius<0?!1:this.distanceSqToPoint(e.center)<=e.radius*e.radius}distanceToPlane(e){let t=e.normal.dot(this.direction);if(t===0)return e.distanceToPoint(this.origin)===0?0:null;let n=-(this.origin.dot(e.normal)+e.constant)/t;return n>=0?n:null}intersectPlane(e,t){let n=this.distanceToPlane(e);return n===null?null:this.at(n,t)}intersectsPlane(e){let t=e.distanceToPoint(this.origin);return t===0||e.normal.dot(this.direction)*t<0}intersectBox(e,t){let n,s,o,c,u,f,p=1/this.direction.x,g=1/this.direction.y,S=1/this.direction.z,_=this.origin;return p>=0?(n=(e.min.x-_.x)*p,s=(e.max.x-_.x)*p):(n=(e.max.x-_.x)*p,s=(e.min.x-_.x)*p),g>=0?(o=(e.min.y-_.y)*g,c=(e.max.y-_.y)*g):(o=(e.max.y-_.y)*g,c=(e.min.y-_.y)*g),n>c||o>s||((o>n||isNaN(n))&&(n=o),(c<s||isNaN(s))&&(s=c),S>=0?(u=(e.min.z-_.z)*S,f=(e.max.z-_.z)*S):(u=(e.max.z-_.z)*S,f=(e.min.z-_.z)*S),n>f||u>s)||((u>n||n!==n)&&(n=u),(f<s||s!==s)&&(s=f),s<0)?null:this.at(n>=0?n:s,t)}intersectsBox(e){return this.intersectBox(e,mi)!==null}intersectTriangle(e,t,n,s,o){let c=this.origin,u=this.direction,f=u.x,p=u.y,g=u.z,S=e.x-c.x,_=e.y-c.y,M=e.z-c.z,T=t.x-c.x,D=t.y-c.y,x=t.z-c.z,v=n.x-c.x,P=n.y-c.y,O=n.z-c.z,R=Math.abs(f),U=Math.abs(p),N=Math.abs(g),b,I,q,k,Y,j,ee,z,ie,G,ne,Se;if(R>=U&&R>=N?(q=f,j=S,ie=T,Se=v,f>=0?(b=p,I=g,k=_,Y=M,ee=D,z=x,G=P,ne=O):(b=g,I=p,k=M,Y=_,ee=x,z=D,G=O,ne=P)):U>=N?(q=p,j=_,ie=D,Se=P,p>=0?(b=g,I=f,k=M,Y=S,ee=x,z=T,G=O,ne=v):(b=f,I=g,k=S,Y=M,ee=T,z=x,G=v,ne=O)):(q=g,j=M,ie=x,Se=O,g>=0?(b=f,I=p,k=S,Y=_,ee=T,z=D,G=v,ne=P):(b=p,I=f,k=_,Y=S,ee=D,z=T,G=P,ne=v)),q===0)return null;let re=b/q,H=I/q,me=1/q,We=k-re*j,nt=Y-H*j,ue=ee-re*ie,Fe=z-H*ie,Pe=G-re*Se,Ze=ne-H*Se,Ue=Pe*Fe-Ze*ue,rt=We*Ze-nt*Pe,zt=ue*nt-Fe*We;if(s){if(Ue<0||rt<0||zt<0)return null}else if((Ue<0||rt<0||zt<0)&&(Ue>0||rt>0||zt>0))return null;let Ke=Ue+rt+zt;if(Ke===0)return null;let bt=me*(Ue*j+rt*ie+zt*Se);return(Ke>0?bt<0:bt>0)?null:this.at(bt/Ke,o)}applyMatrix4(e){return this.origin.applyMatrix4(e),this.direction.transformDirection(e),this}equals(e){return e.origin.equals(this.origin)&&e.direction.equals(this.direction)}clone(){return new this.constructor().copy(this)}},Nr=class extends Di{constructor(e){super(),this.isMeshBasicMaterial=!0,this.type="MeshBasicMaterial",this.color=new pt(16777215),this.map=null,this.lightMap=null,this.lightMapIntensity=1,this.aoMap=null,this.aoMapIntensity=1,this.specularMap=null,this.alphaMap=null,this.envMap=null,this.envMapRotation=new vi,this.combine=ec,this.reflectivity=1,this.refractionRatio=.98,this.wireframe=!1,this.wireframeLinewidth=1,this.wireframeLinecap="round",this.wireframeLinejoin="round",this.fog=!0,this.setValues(e)}copy(e){return super.copy(e),this.color.copy(e.color),this.map=e.map,this.lightMap=e.lightMap,this.lightMapIntensity=e.lightMapIntensity,this.aoMap=e.aoMap,this.aoMapIntensity=e.aoMapIntensity,this.specularMap=e.specularMap,this.alphaMap=e.alphaMap,this.envMap=e.envMap,this.envMapRotation.copy(e.envMapRotation),this.combine=e.combine,this.reflectivity=e.reflectivity,this.refractionRatio=e.refractionRatio,this.wireframe=e.wireframe,this.wireframeLinewidth=e.wireframeLinewidth,this.wireframeLinecap=e.wireframeLinecap,this.wireframeLinejoin=e.wireframeLinejoin,this.fog=e.fog,this}},Yh=new Bt,Ki=new tr,_a=new Fr,Zh=new K,va=new K,ya=new K,xa=new K,Bl=new K,Sa=new K,jh=new K,Ma=new K,Un=class extends dn{constructor(e=new Cn,t=new Nr){super(),this.isMesh=!0,this.type="Mesh",this.geometry=e,this.material=t,this.morphTargetDictionary=void 0,this.morphTargetInfluences=void 0,this.count=1,this.updateMorphTargets()}copy(e,t){return super.copy(e,t),e.morphTargetInfluences!==void 0?this.morphTargetInfluences=e.morphTargetInfluences.slice():this.morphTargetInfluences=void 0,e.morphTargetDictionary!==void 0?this.morphTargetDictionary=Object.assign({},e.morphTargetDictionary):this.morphTargetDictionary=void 0,this.material=Array.isArray(e.material)?e.material.slice():e.material,this.geometry=e.geometry,this}updateMorphTargets(){let t=this.geometry.morphAttributes,n=Object.keys(t);if(n.length>0){let s=t[n[0]];if(s!==void 0){this.morphTargetInfluences=[],this.morphTargetDictionary={};for(let o=0,c=s.length;o<c;o++){let u=s[o].name||String(o);this.morphTargetInfluences.push(0),this.morphTargetDictionary[u]=o}}}}getVertexPosition(e,t){let n=this.geometry,s=n.attributes.position,o=n.morphAttributes.position,c=n.morphTargetsRelative;t.fromBufferAttribute(s,e);let u=this.morphTargetInfluences;if(o&&u){Sa.set(0,0,0);for(let f=0,p=o.length;f<p;f++){let g=u[f],S=o[f];g!==0&&(Bl.fromBufferAttribute(S,e),c?Sa.addScaledVector(Bl,g):Sa.addScaledVector(Bl.sub(t),g))}t.add(Sa)}return t}intersectsFrustum(e){return e.intersectsObject(this)}raycast(e,t){let n=this.geometry,s=this.material,o=this.matrixWorld;s!==void 0&&(n.boundingSphere===null&&n.computeBoundingSphere(),_a.copy(n.boundingSphere),_a.applyMatrix4(o),Ki.copy(e.ray).recast(e.near),!(_a.containsPoint(Ki.origin)===!1&&(Ki.intersectSphere(_a,Zh)===null||Ki.origin.distanceToSquared(Zh)>(e.far-e.near)**2))&&(Yh.copy(o).invert(),Ki.copy(e.ray).applyMatrix4(Yh),!(n.boundingBox!==null&&Ki.intersectsBox(n.boundingBox)===!1)&&this._computeIntersections(e,t,Ki)))}_computeIntersections(e,t,n){let s,o=this.geometry,c=this.material,u=o.index,f=o.attributes.position,p=o.attributes.uv,g=o.attributes.uv1,S=o.attributes.normal,_=o.groups,M=o.drawRange;if(u!==null)if(Array.isArray(c))for(let T=0,D=_.length;T<D;T++){let x=_[T],v=c[x.materialIndex],P=Math.max(x.start,M.start),O=Math.min(u.count,Math.min(x.start+x.count,M.start+M.count));for(let R=P,U=O;R<U;R+=3){let N=u.getX(R),b=u.getX(R+1),I=u.getX(R+2);s=ba(this,v,e,n,p,g,S,N,b,I),s&&(s.faceIndex=Math.floor(R/3),s.face.materialIndex=x.materialIndex,t.push(s))}}else{let T=Math.max(0,M.start),D=Math.min(u.count,M.start+M.count);for(let x=T,v=D;x<v;x+=3){let P=u.getX(x),O=u.getX(x+1),R=u.getX(x+2);s=ba(this,c,e,n,p,g,S,P,O,R),s&&(s.faceIndex=Math.floor(x/3),t.push(s))}}else if(f!==void 0)if(Array.isArray(c))for(let T=0,D=_.length;T<D;T++){let x=_[T],v=c[x.materialIndex],P=Math.max(x.start,M.start),O=Math.min(f.count,Math.min(x.start+x.count,M.start+M.count));for(let R=P,U=O;R<U;R+=3){let N=R,b=R+1,I=R+2;s=ba(this,v,e,n,p,g,S,N,b,I),s&&(s.faceIndex=Math.floor(R/3),s.face.materialIndex=x.materialIndex,t.push(s))}}else{let T=Math.max(0,M.start),D=Math.min(f.count,M.start+M.count);for(let x=T,v=D;x<v;x+=3){let P=x,O=x+1,R=x+2;s=ba(this,c,e,n,p,g,S,P,O,R),s&&(s.faceIndex=Math.floor(x/3),t.push(s))}}}};function D0(i,e,t,n,s,o,c,u){let f;if(e.side===ln?f=n.intersectTriangle(c,o,s,!0,u):f=n.intersectTriangle(s,o,c,e.side===zi,u),f===null)return null;Ma.copy(u),Ma.applyMatrix4(i.matrixWorld);let p=t.ray.origin.distanceTo(Ma);return p<t.near||p>t.far?null:{distance:p,point:Ma.clone(),object:i}}function ba(i,e,t,n,s,o,c,u,f,p){i.getVertexPosition(u,va),i.getVertexPosition(f,ya),i.getVertexPosition(p,xa);let g=D0(i,e,t,n,va,ya,xa,jh);if(g){let S=new K;Pi.getBarycoord(jh,va,ya,xa,S),s&&(g.uv=Pi.getInterpolatedAttribute(s,u,f,p,S,new et)),o&&(g.uv1=Pi.getInterpolatedAttribute(o,u,f,p,S,new et)),c&&(g.normal=Pi.getInterpolatedAttribute(c,u,f,p,S,new K),g.normal.dot(n.direction)>0&&g.normal.multiplyScalar(-1));let _={a:u,b:f,c:p,normal:new K,materialIndex:0};Pi.getNormal(va,ya,xa,_.normal),g.face=_,g.barycoord=S}return g}var Va=class extends yn{constructor(e=null,t=1,n=1,s,o,c,u,f,p=sn,g=sn,S,_){super(null,c,u,f,p,g,s,o,S,_),this.isDataTexture=!0,this.image={data:e,width:t,height:n},this.generateMipmaps=!1,this.flipY=!1,this.unpackAlignment=1}};var Qi=new Fr,L0=new et(.5,.5),Ea=new K,Li=class{constructor(e=new wn,t=new wn,n=new wn,s=new wn,o=new wn,c=new wn){this.planes=[e,t,n,s,o,c]}set(e,t,n,s,o,c){let u=this.planes;return u[0].copy(e),u[1].copy(t),u[2].copy(n),u[3].copy(s),u[4].copy(o),u[5].copy(c),this}copy(e){let t=this.planes;for(let n=0;n<6;n++)t[n].copy(e.planes[n]);return this}setFromProjectionMatrix(e,t=Nn,n=!1){let s=this.planes,o=e.elements,c=o[0],u=o[1],f=o[2],p=o[3],g=o[4],S=o[5],_=o[6],M=o[7],T=o[8],D=o[9],x=o[10],v=o[11],P=o[12],O=o[13],R=o[14],U=o[15];if(s[0].setComponents(p-c,M-g,v-T,U-P).normalize(),s[1].setComponents(p+c,M+g,v+T,U+P).normalize(),s[2].setComponents(p+u,M+S,v+D,U+O).normalize(),s[3].setComponents(p-u,M-S,v-D,U-O).normalize(),n)s[4].setComponents(f,_,x,R).normalize(),s[5].setComponents(p-f,M-_,v-x,U-R).normalize();else if(s[4].setComponents(p-f,M-_,v-x,U-R).normalize(),t===Nn)s[5].setComponents(p+f,M+_,v+x,U+R).normalize();else if(t===Cr)s[5].setComponents(f,_,x,R).normalize();else throw new Error("THREE.Frustum.setFromProjectionMatrix(): Invalid coordinate system: "+t);return this}intersectsObject(e){if(e.boundingSphere!==void 0)e.boundingSphere===null&&e.computeBoundingSphere(),Qi.copy(e.boundingSphere).applyMatrix4(e.matrixWorld);else{let t=e.geometry;t.boundingSphere===null&&t.computeBoundingSphere(),Qi.copy(t.boundingSphere).applyMatrix4(e.matrixWorld)}return this.intersectsSphere(Qi)}intersectsSprite(e){Qi.center.set(0,0,0);let t=L0.distanceTo(e.center);return Qi.radius=.7071067811865476+t,Qi.applyMatrix4(e.matrixWorld),this.intersectsSphere(Qi)}intersectsSphere(e){let t=this.planes,n=e.center,s=-e.radius;for(let o=0;o<6;o++)if(t[o].distanceToPoint(n)<s)return!1;return!0}intersectsBox(e){let t=this.planes;for(let n=0;n<6;n++){let s=t[n];if(Ea.x=s.normal.x>0?e.max.x:e.min.x,Ea.y=s.normal.y>0?e.max.y:e.min.y,Ea.z=s.normal.z>0?e.max.z:e.min.z,s.distanceToPoint(Ea)<0)return!1}return!0}containsPoint(e){let t=this.planes;for(let n=0;n<6;n++)if(t[n].distanceToPoint(e)<0)return!1;return!0}clone(){return new this.constructor().copy(this)}},Jh=new Bt,Ha=class i{constructor(){this.coordinateSystem=Nn,this._frustums=[],this._count=0}setFromArrayCamera(e){let t=e.cameras,n=this._frustums;for(let s=0;s<t.length;s++){let o=t[s];Jh.multiplyMatrices(o.projectionMatrix,o.matrixWorldInverse),n[s]===void 0&&(n[s]=new Li),n[s].setFromProjectionMatrix(Jh,o.coordinateSystem,o.reversedDepth)}return this._count=t.length,this}getFrustum(e){return this._frustums[e]}intersectsObject(e){let t=this._frustums;for(let n=0;n<this._count;n++)if(t[n].intersectsObject(e))return!0;return!1}intersectsSprite(e){let t=this._frustums;for(let n=0;n<this._count;n++)if(t[n].intersectsSprite(e))return!0;return!1}intersectsSphere(e){let t=this._frustums;for(let n=0;n<this._count;n++)if(t[n].intersectsSphere(e))return!0;return!1}intersectsBox(e){let t=this._frustums;for(let n=0;n<this._count;n++)if(t[n].intersectsBox(e))return!0;return!1}containsPoint(e){let t=this._frustums;for(let n=0;n<this._count;n++)if(t[n].containsPoint(e))return!0;return!1}copy(e){this.coordinateSystem=e.coordinateSystem;let t=this._frustums,n=e._frustums;for(let s=0;s<e._count;s++)t[s]===void 0&&(t[s]=new Li),t[s].copy(n[s]);return this._count=e._count,this}clone(){return new i().copy(this)}};var ps=class extends yn{constructor(e=[],t=sr,n,s,o,c,u,f,p,g){super(e,t,n,s,o,c,u,f,p,g),this.isCubeTexture=!0,this.flipY=!1}get images(){return this.image}set images(e){this.image=e}},ms=class extends yn{constructor(e,t,n,s,o,c,u,f,p){super(e,t,n,s,o,c,u,f,p),this.isCanvasTexture=!0,this.needsUpdate=!0}};var yi=class extends yn{constructor(e,t,n=Xn,s,o,c,u=sn,f=sn,p,g=_i,S=1){if(g!==_i&&g!==Si)throw new Error("THREE.DepthTexture: format must be either THREE.DepthFormat or THREE.DepthStencilFormat");let _={width:e,height:t,depth:S};super(_,s,o,c,u,f,g,n,p),this.isDepthTexture=!0,this.flipY=!1,this.generateMipmaps=!1,this.compareFunction=null}copy(e){return super.copy(e),this.source=new Ir(Object.assign({},e.image)),this.compareFunction=e.compareFunction,this}toJSON(e){let t=super.toJSON(e);return t.compareFunction=this.compareFunction,t}},gs=class extends yi{constructor(e,t=Xn,n=sr,s,o,c=sn,u=sn,f,p=_i){let g={width:e,height:e,depth:1},S=[g,g,g,g,g,g];super(e,e,t,n,s,o,c,u,f,p),this.image=S,this.isCubeDepthTexture=!0,this.isCubeTexture=!0}get images(){return this.image}set images(e){this.image=e}},_s=class extends yn{constructor(e=null){super(),this.sourceTexture=e,this.isExternalTexture=!0}copy(e){return super.copy(e),this.sourceTexture=e.sourceTexture,this}},Fi=class i extends Cn{constructor(e=1,t=1,n=1,s=1,o=1,c=1){super(),this.type="BoxGeometry",this.parameters={width:e,height:t,depth:n,widthSegments:s,heightSegments:o,depthSegments:c};let u=this;s=Math.floor(s),o=Math.floor(o),c=Math.floor(c);let f=[],p=[],g=[],S=[],_=0,M=0;T("z","y","x",-1,-1,n,t,e,c,o,0),T("z","y","x",1,-1,n,t,-e,c,o,1),T("x","z","y",1,1,e,n,t,s,c,2),T("x","z","y",1,-1,e,n,-t,s,c,3),T("x","y","z",1,-1,e,t,n,s,o,4),T("x","y","z",-1,-1,e,t,-n,s,o,5),this.setIndex(f),this.setAttribute("position",new Ht(p,3)),this.setAttribute("normal",new Ht(g,3)),this.setAttribute("uv",new Ht(S,2));function T(D,x,v,P,O,R,U,N,b,I,q){let k=R/b,Y=U/I,j=R/2,ee=U/2,z=N/2,ie=b+1,G=I+1,ne=0,Se=0,re=new K;for(let H=0;H<G;H++){let me=H*Y-ee;for(let We=0;We<ie;We++){let nt=We*k-j;re[D]=nt*P,re[x]=me*O,re[v]=z,p.push(re.x,re.y,re.z),re[D]=0,re[x]=0,re[v]=N>0?1:-1,g.push(re.x,re.y,re.z),S.push(We/b),S.push(1-H/I),ne+=1}}for(let H=0;H<I;H++)for(let me=0;me<b;me++){let We=_+me+ie*H,nt=_+me+ie*(H+1),ue=_+(me+1)+ie*(H+1),Fe=_+(me+1)+ie*H;f.push(We,nt,Fe),f.push(nt,ue,Fe),Se+=6}u.addGroup(M,Se,q),M+=Se,_+=ne}}copy(e){return super.copy(e),this.parameters=Object.assign({},e.parameters),this}static fromJSON(e){return new i(e.width,e.height,e.depth,e.widthSegments,e.heightSegments,e.depthSegments)}},vs=class i extends Cn{constructor(e=1,t=1,n=4,s=8,o=1){super(),this.type="CapsuleGeometry",this.parameters={radius:e,height:t,capSegments:n,radialSegments:s,heightSegments:o},t=Math.max(0,t),n=Math.max(1,Math.floor(n)),s=Math.max(3,Math.floor(s)),o=Math.max(1,Math.floor(o));let c=[],u=[],f=[],p=[],g=t/2,S=Math.PI/2*e,_=t,M=2*S+_,T=n*2+o,D=s+1,x=new K,v=new K;for(let P=0;P<=T;P++){let O=0,R=0,U=0,N=0;if(P<=n){let q=P/n,k=q*Math.PI/2;R=-g-e*Math.cos(k),U=e*Math.sin(k),N=-e*Math.cos(k),O=q*S}else if(P<=n+o){let q=(P-n)/o;R=-g+q*t,U=e,N=0,O=S+q*_}else{let q=(P-n-o)/n,k=q*Math.PI/2;R=g+e*Math.sin(k),U=e*Math.cos(k),N=e*Math.sin(k),O=S+_+q*S}let b=Math.max(0,Math.min(1,O/M)),I=0;P===0?I=.5/s:P===T&&(I=-.5/s);for(let q=0;q<=s;q++){let k=q/s,Y=k*Math.PI*2,j=Math.sin(Y),ee=Math.cos(Y);v.x=-U*ee,v.y=R,v.z=U*j,u.push(v.x,v.y,v.z),x.set(-U*ee,N,U*j),x.normalize(),f.push(x.x,x.y,x.z),p.push(k+I,b)}if(P>0){let q=(P-1)*D;for(let k=0;k<s;k++){let Y=q+k,j=q+k+1,ee=P*D+k,z=P*D+k+1;c.push(Y,j,ee),c.push(j,z,ee)}}}this.setIndex(c),this.setAttribute("position",new Ht(u,3)),this.setAttribute("normal",new Ht(f,3)),this.setAttribute("uv",new Ht(p,2))}copy(e){return super.copy(e),this.parameters=Object.assign({},e.parameters),this}static fromJSON(e){return new i(e.radius,e.height,e.capSegments,e.radialSegments,e.heightSegments)}};var ys=class i extends Cn{constructor(e=1,t=1,n=1,s=32,o=1,c=!1,u=0,f=Math.PI*2){super(),this.type="CylinderGeometry",this.parameters={radiusTop:e,radiusBottom:t,height:n,radialSegments:s,heightSegments:o,openEnded:c,thetaStart:u,thetaLength:f};let p=this;s=Math.floor(s),o=Math.floor(o);let g=[],S=[],_=[],M=[],T=0,D=[],x=n/2,v=0;P(),c===!1&&(e>0&&O(!0),t>0&&O(!1)),this.setIndex(g),this.setAttribute("position",new Ht(S,3)),this.setAttribute("normal",new Ht(_,3)),this.setAttribute("uv",new Ht(M,2));function P(){let R=new K,U=new K,N=0,b=(t-e)/n;for(let I=0;I<=o;I++){let q=[],k=I/o,Y=k*(t-e)+e;for(let j=0;j<=s;j++){let ee=j/s,z=ee*f+u,ie=Math.sin(z),G=Math.cos(z);U.x=Y*ie,U.y=-k*n+x,U.z=Y*G,S.push(U.x,U.y,U.z),R.set(ie,b,G).normalize(),_.push(R.x,R.y,R.z),M.push(ee,1-k),q.push(T++)}D.push(q)}for(let I=0;I<s;I++)for(let q=0;q<o;q++){let k=D[q][I],Y=D[q+1][I],j=D[q+1][I+1],ee=D[q][I+1];(e>0||q!==0)&&(g.push(k,Y,ee),N+=3),(t>0||q!==o-1)&&(g.push(Y,j,ee),N+=3)}p.addGroup(v,N,0),v+=N}function O(R){let U=T,N=new et,b=new K,I=0,q=R===!0?e:t,k=R===!0?1:-1;for(let j=1;j<=s;j++)S.push(0,x*k,0),_.push(0,k,0),M.push(.5,.5),T++;let Y=T;for(let j=0;j<=s;j++){let z=j/s*f+u,ie=Math.cos(z),G=Math.sin(z);b.x=q*G,b.y=x*k,b.z=q*ie,S.push(b.x,b.y,b.z),_.push(0,k,0),N.x=ie*.5+.5,N.y=G*.5*k+.5,M.push(N.x,N.y),T++}for(let j=0;j<s;j++){let ee=U+j,z=Y+j;R===!0?g.push(z,z+1,ee):g.push(z+1,z,ee),I+=3}p.addGroup(v,I,R===!0?1:2),v+=I}}copy(e){return super.copy(e),this.parameters=Object.assign({},e.parameters),this}static fromJSON(e){return new i(e.radiusTop,e.radiusBottom,e.height,e.radialSegments,e.heightSegments,e.openEnded,e.thetaStart,e.thetaLength)}};var nr=class i extends Cn{constructor(e=1,t=1,n=1,s=1){super(),this.type="PlaneGeometry",this.parameters={width:e,height:t,widthSegments:n,heightSegments:s};let o=e/2,c=t/2,u=Math.floor(n),f=Math.floor(s),p=u+1,g=f+1,S=e/u,_=t/f,M=[],T=[],D=[],x=[];for(let v=0;v<g;v++){let P=v*_-c;for(let O=0;O<p;O++){let R=O*S-o;T.push(R,-P,0),D.push(0,0,1),x.push(O/u),x.push(1-v/f)}}for(let v=0;v<f;v++)for(let P=0;P<u;P++){let O=P+p*v,R=P+p*(v+1),U=P+1+p*(v+1),N=P+1+p*v;M.push(O,R,N),M.push(R,U,N)}this.setIndex(M),this.setAttribute("position",new Ht(T,3)),this.setAttribute("normal",new Ht(D,3)),this.setAttribute("uv",new Ht(x,2))}copy(e){return super.copy(e),this.parameters=Object.assign({},e.parameters),this}static fromJSON(e){return new i(e.width,e.height,e.widthSegments,e.heightSegments)}};var xs=class i extends Cn{constructor(e=1,t=32,n=16,s=0,o=Math.PI*2,c=0,u=Math.PI){super(),this.type="SphereGeometry",this.parameters={radius:e,widthSegments:t,heightSegments:n,phiStart:s,phiLength:o,thetaStart:c,thetaLength:u},t=Math.max(3,Math.floor(t)),n=Math.max(2,Math.floor(n));let f=Math.min(c+u,Math.PI),p=0,g=[],S=new K,_=new K,M=[],T=[],D=[],x=[];for(let v=0;v<=n;v++){let P=[],O=v/n,R=c+O*u,U=e*Math.cos(R),N=Math.sqrt(e*e-U*U),b=0;v===0&&c===0?b=.5/t:v===n&&f===Math.PI&&(b=-.5/t);for(let I=0;I<=t;I++){let q=I/t,k=s+q*o;S.x=-N*Math.cos(k),S.y=U,S.z=N*Math.sin(k),T.push(S.x,S.y,S.z),_.copy(S).normalize(),D.push(_.x,_.y,_.z),x.push(q+b,1-O),P.push(p++)}g.push(P)}for(let v=0;v<n;v++)for(let P=0;P<t;P++){let O=g[v][P+1],R=g[v][P],U=g[v+1][P],N=g[v+1][P+1];(v!==0||c>0)&&M.push(O,R,N),(v!==n-1||f<Math.PI)&&M.push(R,U,N)}this.setIndex(M),this.setAttribute("position",new Ht(T,3)),this.setAttribute("normal",new Ht(D,3)),this.setAttribute("uv",new Ht(x,2))}copy(e){return super.copy(e),this.parameters=Object.assign({},e.parameters),this}static fromJSON(e){return new i(e.radius,e.widthSegments,e.heightSegments,e.phiStart,e.phiLength,e.thetaStart,e.thetaLength)}};function or(i){let e={};for(let t in i){e[t]={};for(let n in i[t]){let s=i[t][n];if(Kh(s))s.isRenderTargetTexture?(Qe("UniformsUtils: Textures of render targets cannot be cloned via cloneUniforms() or mergeUniforms()."),e[t][n]=null):e[t][n]=s.clone();else if(Array.isArray(s))if(Kh(s[0])){let o=[];for(let c=0,u=s.length;c<u;c++)o[c]=s[c].clone();e[t][n]=o}else e[t][n]=s.slice();else e[t][n]=s}}return e}function fn(i){let e={};for(let t=0;t<i.length;t++){let n=or(i[t]);for(let s in n)e[s]=n[s]}return e}function Kh(i){return i&&(i.isColor||i.isMatrix3||i.isMatrix4||i.isVector2||i.isVector3||i.isVector4||i.isTexture||i.isQuaternion)}function F0(i){let e=[];for(let t=0;t<i.length;t++)e.push(i[t].clone());return e}function wc(i){let e=i.getRenderTarget();return e===null?i.outputColorSpace:e.isXRRenderTarget===!0?e.texture.colorSpace:yt.workingColorSpace}var qu={clone:or,merge:fn},N0=`void main() {
	gl_Position = projectionMatrix * modelViewMatrix * vec4( position, 1.0 );
}`,U0=`void main() {
	gl_FragColor = vec4( 1.0, 0.0, 0.0, 1.0 );
}`,ri=class extends Di{constructor(e){super(),this.isShaderMaterial=!0,this.type="ShaderMaterial",this.defines={},this.uniforms={},this.uniformsGroups=[],this.vertexShader=N0,this.fragmentShader=U0,this.linewidth=1,this.wireframe=!1,this.wireframeLinewidth=1,this.fog=!1,this.lights=!1,this.clipping=!1,this.forceSinglePass=!0,this.extensions={clipCullDistance:!1,multiDraw:!1},this.defaultAttributeValues={color:[1,1,1],uv:[0,0],uv1:[0,0]},this.index0AttributeName=void 0,this.uniformsNeedUpdate=!1,this.glslVersion=null,e!==void 0&&this.setValues(e)}copy(e){return super.copy(e),this.fragmentShader=e.fragmentShader,this.vertexShader=e.vertexShader,this.uniforms=or(e.uniforms),this.uniformsGroups=F0(e.uniformsGroups),this.defines=Object.assign({},e.defines),this.wireframe=e.wireframe,this.wireframeLinewidth=e.wireframeLinewidth,this.fog=e.fog,this.lights=e.lights,this.clipping=e.clipping,this.extensions=Object.assign({},e.extensions),this.glslVersion=e.glslVersion,this.defaultAttributeValues=Object.assign({},e.defaultAttributeValues),this.index0AttributeName=e.index0AttributeName,this.uniformsNeedUpdate=e.uniformsNeedUpdate,this}toJSON(e){let t=super.toJSON(e);t.glslVersion=this.glslVersion,t.uniforms={};for(let s in this.uniforms){let c=this.uniforms[s].value;c&&c.isTexture?t.uniforms[s]={type:"t",value:c.toJSON(e).uuid}:c&&c.isColor?t.uniforms[s]={type:"c",value:c.getHex()}:c&&c.isVector2?t.uniforms[s]={type:"v2",value:c.toArray()}:c&&c.isVector3?t.uniforms[s]={type:"v3",value:c.toArray()}:c&&c.isVector4?t.uniforms[s]={type:"v4",value:c.toArray()}:c&&c.isMatrix3?t.uniforms[s]={type:"m3",value:c.toArray()}:c&&c.isMatrix4?t.uniforms[s]={type:"m4",value:c.toArray()}:t.uniforms[s]={value:c}}Object.keys(this.defines).length>0&&(t.defines=this.defines),t.vertexShader=this.vertexShader,t.fragmentShader=this.fragmentShader,t.lights=this.lights,t.clipping=this.clipping;let n={};for(let s in this.extensions)this.extensions[s]===!0&&(n[s]=!0);return Object.keys(n).length>0&&(t.extensions=n),t}fromJSON(e,t){if(super.fromJSON(e,t),e.uniforms!==void 0)for(let n in e.uniforms){let s=e.uniforms[n];switch(this.uniforms[n]={},s.type){case"t":this.uniforms[n].value=t[s.value]||null;break;case"c":this.uniforms[n].value=new pt().setHex(s.value);break;case"v2":this.uniforms[n].value=new et().fromArray(s.value);break;case"v3":this.uniforms[n].value=new K().fromArray(s.value);break;case"v4":this.uniforms[n].value=new kt().fromArray(s.value);break;case"m3":this.uniforms[n].value=new at().fromArray(s.value);break;case"m4":this.uniforms[n].value=new Bt().fromArray(s.value);break;default:this.uniforms[n].value=s.value}}if(e.defines!==void 0&&(this.defines=e.defines),e.vertexShader!==void 0&&(this.vertexShader=e.vertexShader),e.fragmentShader!==void 0&&(this.fragmentShader=e.fragmentShader),e.glslVersion!==void 0&&(this.glslVersion=e.glslVersion),e.extensions!==void 0)for(let n in e.extensions)this.extensions[n]=e.extensions[n];return e.lights!==void 0&&(this.lights=e.lights),e.clipping!==void 0&&(this.clipping=e.clipping),this}},Wa=class extends ri{constructor(e){super(e),this.isRawShaderMaterial=!0,this.type="RawShaderMaterial"}},Ss=class extends Di{constructor(e){super(),this.isMeshStandardMaterial=!0,this.type="MeshStandardMaterial",this.defines={STANDARD:""},this.color=new pt(16777215),this.roughness=1,this.metalness=0,this.map=null,this.lightMap=null,this.lightMapIntensity=1,this.aoMap=null,this.aoMapIntensity=1,this.emissive=new pt(0),this.emissiveIntensity=1,this.emissiveMap=null,this.bumpMap=null,this.bumpScale=1,this.normalMap=null,this.normalMapType=$o,this.normalScale=new et(1,1),this.displacementMap=null,this.displacementScale=1,this.displacementBias=0,this.roughnessMap=null,this.metalnessMap=null,this.alphaMap=null,this.envMap=null,this.envMapRotation=new vi,this.envMapIntensity=1,this.wireframe=!1,this.wireframeLinewidth=1,this.wireframeLinecap="round",this.wireframeLinejoin="round",this.flatShading=!1,this.fog=!0,this.setValues(e)}copy(e){return super.copy(e),this.defines={STANDARD:""},this.color.copy(e.color),this.roughness=e.roughness,this.metalness=e.metalness,this.map=e.map,this.lightMap=e.lightMap,this.lightMapIntensity=e.lightMapIntensity,this.aoMap=e.aoMap,this.aoMapIntensity=e.aoMapIntensity,this.emissive.copy(e.emissive),this.emissiveMap=e.emissiveMap,this.emissiveIntensity=e.emissiveIntensity,this.bumpMap=e.bumpMap,this.bumpScale=e.bumpScale,this.normalMap=e.normalMap,this.normalMapType=e.normalMapType,this.normalScale.copy(e.normalScale),this.displacementMap=e.displacementMap,this.displacementScale=e.displacementScale,this.displacementBias=e.displacementBias,this.roughnessMap=e.roughnessMap,this.metalnessMap=e.metalnessMap,this.alphaMap=e.alphaMap,this.envMap=e.envMap,this.envMapRotation.copy(e.envMapRotation),this.envMapIntensity=e.envMapIntensity,this.wireframe=e.wireframe,this.wireframeLinewidth=e.wireframeLinewidth,this.wireframeLinecap=e.wireframeLinecap,this.wireframeLinejoin=e.wireframeLinejoin,this.flatShading=e.flatShading,this.fog=e.fog,this}};var Xa=class extends Di{constructor(e){super(),this.isMeshDepthMaterial=!0,this.type="MeshDepthMaterial",this.depthPacking=Iu,this.map=null,this.alphaMap=null,this.displacementMap=null,this.displacementScale=1,this.displacementBias=0,this.wireframe=!1,this.wireframeLinewidth=1,this.setValues(e)}copy(e){return super.copy(e),this.depthPacking=e.depthPacking,this.map=e.map,this.alphaMap=e.alphaMap,this.displacementMap=e.displacementMap,this.displacementScale=e.displacementScale,this.displacementBias=e.displacementBias,this.wireframe=e.wireframe,this.wireframeLinewidth=e.wireframeLinewidth,this}},$a=class extends Di{constructor(e){super(),this.isMeshDistanceMaterial=!0,this.type="MeshDistanceMaterial",this.map=null,this.alphaMap=null,this.displacementMap=null,this.displacementScale=1,this.displacementBias=0,this.setValues(e)}copy(e){return super.copy(e),this.map=e.map,this.alphaMap=e.alphaMap,this.displacementMap=e.displacementMap,this.displacementScale=e.displacementScale,this.displacementBias=e.displacementBias,this}};function Mr(i,e){return!i||i.constructor===e?i:typeof e.BYTES_PER_ELEMENT=="number"?new e(i):Array.prototype.slice.call(i)}function wa(i){return i!==void 0&&i.inTangents!==void 0&&i.outTangents!==void 0}var Ni=class{constructor(e,t,n,s){this.parameterPositions=e,this._cachedIndex=0,this.resultBuffer=s!==void 0?s:new t.constructor(n),this.sampleValues=t,this.valueSize=n,this.settings=null,this.DefaultSettings_={}}evaluate(e){let t=this.parameterPositions,n=this._cachedIndex,s=t[n],o=t[n-1];e:{t:{let c;n:{i:if(!(e<s)){for(let u=n+2;;){if(s===void 0){if(e<o)break i;return n=t.length,this._cachedIndex=n,this.copySampleValue_(n-1)}if(n===u)break;if(o=s,s=t[++n],e<s)break t}c=t.length;break n}if(!(e>=o)){let u=t[1];e<u&&(n=2,o=u);for(let f=n-2;;){if(o===void 0)return this._cachedIndex=0,this.copySampleValue_(0);if(n===f)break;if(s=o,o=t[--n-1],e>=o)break t}c=n,n=0;break n}break e}for(;n<c;){let u=n+c>>>1;e<t[u]?c=u:n=u+1}if(s=t[n],o=t[n-1],o===void 0)return this._cachedIndex=0,this.copySampleValue_(0);if(s===void 0)return n=t.length,this._cachedIndex=n,this.copySampleValue_(n-1)}this._cachedIndex=n,this.intervalChanged_(n,o,s)}return this.interpolate_(n,o,e,s)}getSettings_(){return this.settings||this.DefaultSettings_}copySampleValue_(e){let t=this.resultBuffer,n=this.sampleValues,s=this.valueSize,o=e*s;for(let c=0;c!==s;++c)t[c]=n[o+c];return t}interpolate_(){throw new Error("THREE.Interpolant: Call to abstract method.")}intervalChanged_(){}},qa=class extends Ni{constructor(e,t,n,s){super(e,t,n,s),this._weightPrev=-0,this._offsetPrev=-0,this._weightNext=-0,this._offsetNext=-0,this.DefaultSettings_={endingStart:Gl,endingEnd:Gl}}intervalChanged_(e,t,n){let s=this.parameterPositions,o=e-2,c=e+1,u=s[o],f=s[c];if(u===void 0)switch(this.getSettings_().endingStart){case Vl:o=e,u=2*t-n;break;case Hl:o=s.length-2,u=t+s[o]-s[o+1];break;default:o=e,u=n}if(f===void 0)switch(this.getSettings_().endingEnd){case Vl:c=e,f=2*n-t;break;case Hl:c=1,f=n+s[1]-s[0];break;default:c=e-1,f=t}let p=(n-t)*.5,g=this.valueSize;this._weightPrev=p/(t-u),this._weightNext=p/(f-n),this._offsetPrev=o*g,this._offsetNext=c*g}interpolate_(e,t,n,s){let o=this.resultBuffer,c=this.sampleValues,u=this.valueSize,f=e*u,p=f-u,g=this._offsetPrev,S=this._offsetNext,_=this._weightPrev,M=this._weightNext,T=(n-t)/(s-t),D=T*T,x=D*T,v=-_*x+2*_*D-_*T,P=(1+_)*x+(-1.5-2*_)*D+(-.5+_)*T+1,O=(-1-M)*x+(1.5+M)*D+.5*T,R=M*x-M*D;for(let U=0;U!==u;++U)o[U]=v*c[g+U]+P*c[p+U]+O*c[f+U]+R*c[S+U];return o}},Ya=class extends Ni{constructor(e,t,n,s){super(e,t,n,s)}interpolate_(e,t,n,s){let o=this.resultBuffer,c=this.sampleValues,u=this.valueSize,f=e*u,p=f-u,g=(n-t)/(s-t),S=1-g;for(let _=0;_!==u;++_)o[_]=c[p+_]*S+c[f+_]*g;return o}},Za=class extends Ni{constructor(e,t,n,s){super(e,t,n,s)}interpolate_(e){return this.copySampleValue_(e-1)}},ja=class extends Ni{interpolate_(e,t,n,s){let o=this.resultBuffer,c=this.sampleValues,u=this.valueSize,f=e*u,p=f-u,g=this.inTangents,S=this.outTangents;if(!g||!S){let T=(n-t)/(s-t),D=1-T;for(let x=0;x!==u;++x)o[x]=c[p+x]*D+c[f+x]*T;return o}let _=u*2,M=e-1;for(let T=0;T!==u;++T){let D=c[p+T],x=c[f+T],v=M*_+T*2,P=S[v],O=S[v+1],R=e*_+T*2,U=g[R],N=g[R+1],b=B0(n,t,P,U,s);o[T]=Yu(b,D,O,N,x)}return o}};function Yu(i,e,t,n,s){let o=1-i;return o*o*o*e+3*o*o*i*t+3*o*i*i*n+i*i*i*s}function O0(i,e,t,n,s){let o=1-i;return 3*o*o*(t-e)+6*o*i*(n-t)+3*i*i*(s-n)}function B0(i,e,t,n,s){let o=(i-e)/(s-e);for(let c=0;c<8;c++){let u=Yu(o,e,t,n,s)-i;if(Math.abs(u)<1e-10)break;let f=O0(o,e,t,n,s);if(Math.abs(f)<1e-10)break;o=Math.max(0,Math.min(1,o-u/f))}return o}var Rn=class{constructor(e,t,n,s){if(e===void 0)throw new Error("THREE.KeyframeTrack: track name is undefined");if(t===void 0||t.length===0)throw new Error("THREE.KeyframeTrack: no keyframes in track named "+e);this.name=e,this.times=Mr(t,this.TimeBufferType),this.values=Mr(n,this.ValueBufferType),this.setInterpolation(s||this.DefaultInterpolation)}static toJSON(e){let t=e.constructor,n;if(t.toJSON!==this.toJSON)n=t.toJSON(e);else{n={name:e.name,times:Mr(e.times,Array),values:Mr(e.values,Array)};let s=e.getInterpolation();s!==e.DefaultInterpolation&&(n.interpolation=s),wa(e.settings)&&(n.settings={inTangents:Mr(e.settings.inTangents,Array),outTangents:Mr(e.settings.outTangents,Array)})}return n.type=e.ValueTypeName,n}InterpolantFactoryMethodDiscrete(e){return new Za(this.times,this.values,this.getValueSize(),e)}InterpolantFactoryMethodLinear(e){return new Ya(this.times,this.values,this.getValueSize(),e)}InterpolantFactoryMethodSmooth(e){return new qa(this.times,this.values,this.getValueSize(),e)}InterpolantFactoryMethodBezier(e){let t=new ja(this.times,this.values,this.getValueSize(),e);return this.settings&&(t.inTangents=this.settings.inTangents,t.outTangents=this.settings.outTangents),t}setInterpolation(e){let t;switch(e){case ss:t=this.InterpolantFactoryMethodDiscrete;break;case Ba:t=this.InterpolantFactoryMethodLinear;break;case Ca:t=this.InterpolantFactoryMethodSmooth;break;case zl:t=this.InterpolantFactoryMethodBezier;break}if(t===void 0){let n="unsupported interpolation for "+this.ValueTypeName+" keyframe track named "+this.name;if(this.createInterpolant===void 0)if(e!==this.DefaultInterpolation)this.setInterpolation(this.DefaultInterpolation);else throw new Error(n);return Qe("KeyframeTrack:",n),this}return this.createInterpolant=t,this}getInterpolation(){switch(this.createInterpolant){case this.InterpolantFactoryMethodDiscrete:return ss;case this.InterpolantFactoryMethodLinear:return Ba;case this.InterpolantFactoryMethodSmooth:return Ca;case this.InterpolantFactoryMethodBezier:return zl}}getValueSize(){return this.values.length/this.times.length}shift(e){if(e!==0){let t=this.times;for(let n=0,s=t.length;n!==s;++n)t[n]+=e;wa(this.settings)&&(Qh(this.settings.inTangents,e),Qh(this.settings.outTangents,e))}return this}scale(e){if(e!==1){let t=this.times;for(let n=0,s=t.length;n!==s;++n)t[n]*=e;wa(this.settings)&&(eu(this.settings.inTangents,e),eu(this.settings.outTangents,e))}return this}trim(e,t){let n=this.times,s=n.length,o=0,c=s-1;for(;o!==s&&n[o]<e;)++o;for(;c!==-1&&n[c]>t;)--c;if(++c,o!==0||c!==s){o>=c&&(c=Math.max(c,1),o=c-1);let u=this.getValueSize();this.times=n.slice(o,c),this.values=this.values.slice(o*u,c*u)}return this}validate(){let e=!0,t=this.getValueSize();t-Math.floor(t)!==0&&(tt("KeyframeTrack: Invalid value size in track.",this),e=!1);let n=this.times,s=this.values,o=n.length;o===0&&(tt("KeyframeTrack: Track is empty.",this),e=!1);let c=null;for(let u=0;u!==o;u++){let f=n[u];if(typeof f=="number"&&isNaN(f)){tt("KeyframeTrack: Time is not a valid number.",this,u,f),e=!1;break}if(c!==null&&c>f){tt("KeyframeTrack: Out of order keys.",this,u,f,c),e=!1;break}c=f}if(s!==void 0&&e0(s))for(let u=0,f=s.length;u!==f;++u){let p=s[u];if(isNaN(p)){tt("KeyframeTrack: Value is not a valid number.",this,u,p),e=!1;break}}return e}optimize(){let e=this.times.slice(),t=this.values.slice(),n=this.getValueSize(),s=this.getInterpolation()===Ca,o=e.length-1,c=1;for(let u=1;u<o;++u){let f=!1,p=e[u],g=e[u+1];if(p!==g&&(u!==1||p!==e[0]))if(s)f=!0;else{let S=u*n,_=S-n,M=S+n;for(let T=0;T!==n;++T){let D=t[S+T];if(D!==t[_+T]||D!==t[M+T]){f=!0;break}}}if(f){if(u!==c){e[c]=e[u];let S=u*n,_=c*n;for(let M=0;M!==n;++M)t[_+M]=t[S+M]}++c}}if(o>0){e[c]=e[o];for(let u=o*n,f=c*n,p=0;p!==n;++p)t[f+p]=t[u+p];++c}return c!==e.length?(this.times=e.slice(0,c),this.values=t.slice(0,c*n)):(this.times=e,this.values=t),this}clone(){let e=this.times.slice(),t=this.values.slice(),n=this.constructor,s=new n(this.name,e,t);return s.createInterpolant=this.createInterpolant,wa(this.settings)&&(s.settings={inTangents:this.settings.inTangents.slice(),outTangents:this.settings.outTangents.slice()}),s}};function Qh(i,e){for(let t=0,n=i.length;t!==n;t+=2)i[t]+=e}function eu(i,e){for(let t=0,n=i.length;t!==n;t+=2)i[t]*=e}Rn.prototype.ValueTypeName="";Rn.prototype.TimeBufferType=Float32Array;Rn.prototype.ValueBufferType=Float32Array;Rn.prototype.DefaultInterpolation=Ba;var Ui=class extends Rn{constructor(e,t,n){super(e,t,n)}};Ui.prototype.ValueTypeName="bool";Ui.prototype.ValueBufferType=Array;Ui.prototype.DefaultInterpolation=ss;Ui.prototype.InterpolantFactoryMethodLinear=void 0;Ui.prototype.InterpolantFactoryMethodSmooth=void 0;var Ja=class extends Rn{constructor(e,t,n,s){super(e,t,n,s)}};Ja.prototype.ValueTypeName="color";var Ka=class extends Rn{constructor(e,t,n,s){super(e,t,n,s)}};Ka.prototype.ValueTypeName="number";var Qa=class extends Ni{constructor(e,t,n,s){super(e,t,n,s)}interpolate_(e,t,n,s){let o=this.resultBuffer,c=this.sampleValues,u=this.valueSize,f=(n-t)/(s-t),p=e*u;for(let g=p+u;p!==g;p+=4)Tn.slerpFlat(o,0,c,p-u,c,p,f);return o}},Ms=class extends Rn{constructor(e,t,n,s){super(e,t,n,s)}InterpolantFactoryMethodLinear(e){return new Qa(this.times,this.values,this.getValueSize(),e)}};Ms.prototype.ValueTypeName="quaternion";Ms.prototype.InterpolantFactoryMethodSmooth=void 0;var Oi=class extends Rn{constructor(e,t,n){super(e,t,n)}};Oi.prototype.ValueTypeName="string";Oi.prototype.ValueBufferType=Array;Oi.prototype.DefaultInterpolation=ss;Oi.prototype.InterpolantFactoryMethodLinear=void 0;Oi.prototype.InterpolantFactoryMethodSmooth=void 0;var eo=class extends Rn{constructor(e,t,n,s){super(e,t,n,s)}};eo.prototype.ValueTypeName="vector";var to=class{constructor(e,t,n){let s=this,o=!1,c=0,u=0,f,p=[];this.onStart=void 0,this.onLoad=e,this.onProgress=t,this.onError=n,this._abortController=null,this.itemStart=function(g){u++,o===!1&&s.onStart!==void 0&&s.onStart(g,c,u),o=!0},this.itemEnd=function(g){c++,s.onProgress!==void 0&&s.onProgress(g,c,u),c===u&&(o=!1,s.onLoad!==void 0&&s.onLoad())},this.itemError=function(g){s.onError!==void 0&&s.onError(g)},this.resolveURL=function(g){return g=g.normalize("NFC"),f?f(g):g},this.setURLModifier=function(g){return f=g,this},this.addHandler=function(g,S){return p.push(g,S),this},this.removeHandler=function(g){let S=p.indexOf(g);return S!==-1&&p.splice(S,2),this},this.getHandler=function(g){for(let S=0,_=p.length;S<_;S+=2){let M=p[S],T=p[S+1];if(M.global&&(M.lastIndex=0),M.test(g))return T}return null},this.abort=function(){return this.abortController.abort(),this._abortController=null,this}}get abortController(){return this._abortController||(this._abortController=new AbortController),this._abortController}},Zu=new to,no=class{constructor(e){this.manager=e!==void 0?e:Zu,this.crossOrigin="anonymous",this.withCredentials=!1,this.path="",this.resourcePath="",this.requestHeader={},this.priority="auto",this.cache="default",typeof __THREE_DEVTOOLS__<"u"&&__THREE_DEVTOOLS__.dispatchEvent(new CustomEvent("observe",{detail:this}))}load(){}loadAsync(e,t){let n=this;return new Promise(function(s,o){n.load(e,s,t,o)})}parse(){}setCrossOrigin(e){return this.crossOrigin=e,this}setWithCredentials(e){return this.withCredentials=e,this}setPath(e){return this.path=e,this}setResourcePath(e){return this.resourcePath=e,this}setRequestHeader(e){return this.requestHeader=e,this}setPriority(e){return this.priority=e,this}setCache(e){return this.cache=e,this}abort(){return this}};no.DEFAULT_MATERIAL_NAME="__DEFAULT";var bs=class extends dn{static registerNode(e){this.prototype._lightNode=e}constructor(e,t=1){super(),this.isLight=!0,this.type="Light",this.color=new pt(e),this.intensity=t}copy(e,t){return super.copy(e,t),this.color.copy(e.color),this.intensity=e.intensity,this}toJSON(e){let t=super.toJSON(e);return t.object.color=this.color.getHex(),t.object.intensity=this.intensity,t}},Es=class extends bs{constructor(e,t,n){super(e,n),this.isHemisphereLight=!0,this.type="HemisphereLight",this.position.copy(dn.DEFAULT_UP),this.updateMatrix(),this.groundColor=new pt(t)}copy(e,t){return super.copy(e,t),this.groundColor.copy(e.groundColor),this}toJSON(e){let t=super.toJSON(e);return t.object.groundColor=this.groundColor.getHex(),t}},kl=new Bt,tu=new K,nu=new K,io=class{constructor(e){this.camera=e,this.intensity=1,this.bias=0,this.biasNode=null,this.normalBias=0,this.radius=1,this.blurSamples=8,this.mapSize=new et(512,512),this.mapType=xn,this.map=null,this.mapPass=null,this.matrix=new Bt,this.autoUpdate=!0,this.needsUpdate=!1,this._frustum=new Li,this._frameExtents=new et(1,1),this._viewportCount=1,this._viewports=[new kt(0,0,1,1)]}getViewportCount(){return this._viewportCount}getCamera(){return this.camera}getFrustum(){return this._frustum}updateMatrices(e){let t=this.camera;tu.setFromMatrixPosition(e.matrixWorld),t.position.copy(tu),nu.setFromMatrixPosition(e.target.matrixWorld),t.lookAt(nu),t.updateMatrixWorld(),this._updateMatrix(t,this.matrix,this._frustum)}_updateMatrix(e,t,n,s){kl.multiplyMatrices(e.projectionMatrix,e.matrixWorldInverse),n.setFromProjectionMatrix(kl,e.coordinateSystem,e.reversedDepth);let o=this._frameExtents,c=s?s.z/o.x:1,u=s?s.w/o.y:1,f=s?s.x/o.x:0,p=s?s.y/o.y:0;e.coordinateSystem===Cr||e.reversedDepth?t.set(.5*c,0,0,.5*c+f,0,.5*u,0,.5*u+p,0,0,1,0,0,0,0,1):t.set(.5*c,0,0,.5*c+f,0,.5*u,0,.5*u+p,0,0,.5,.5,0,0,0,1),t.multiply(kl)}getViewport(e){return this._viewports[e]}getFrameExtents(){return this._frameExtents}dispose(){this.map&&this.map.dispose(),this.mapPass&&this.mapPass.dispose()}copy(e){return this.camera=e.camera.clone(),this.intensity=e.intensity,this.bias=e.bias,this.radius=e.radius,this.autoUpdate=e.autoUpdate,this.needsUpdate=e.needsUpdate,this.normalBias=e.normalBias,this.blurSamples=e.blurSamples,this.mapSize.copy(e.mapSize),this.mapType=e.mapType,this.biasNode=e.biasNode,this}clone(){return new this.constructor().copy(this)}toJSON(){let e={};return e.intensity=this.intensity,e.bias=this.bias,e.normalBias=this.normalBias,e.radius=this.radius,e.blurSamples=this.blurSamples,e.mapSize=this.mapSize.toArray(),e.mapType=this.mapType,e.camera=this.camera.toJSON(!1).object,delete e.camera.matrix,e}},Ta=new K,Aa=new Tn,ti=new K,ws=class extends dn{constructor(){super(),this.isCamera=!0,this.type="Camera",this.matrixWorldInverse=new Bt,this.projectionMatrix=new Bt,this.projectionMatrixInverse=new Bt,this.coordinateSystem=Nn,this._reversedDepth=!1}get reversedDepth(){return this._reversedDepth}copy(e,t){return super.copy(e,t),this.matrixWorldInverse.copy(e.matrixWorldInverse),this.projectionMatrix.copy(e.projectionMatrix),this.projectionMatrixInverse.copy(e.projectionMatrixInverse),this.coordinateSystem=e.coordinateSystem,this}getWorldDirection(e){return super.getWorldDirection(e).negate()}updateMatrixWorld(e){super.updateMatrixWorld(e),this.matrixWorld.decompose(Ta,Aa,ti),ti.x===1&&ti.y===1&&ti.z===1?this.matrixWorldInverse.copy(this.matrixWorld).invert():this.matrixWorldInverse.compose(Ta,Aa,ti.set(1,1,1)).invert()}updateWorldMatrix(e,t,n=!1){super.updateWorldMatrix(e,t,n),this.matrixWorld.decompose(Ta,Aa,ti),ti.x===1&&ti.y===1&&ti.z===1?this.matrixWorldInverse.copy(this.matrixWorld).invert():this.matrixWorldInverse.compose(Ta,Aa,ti.set(1,1,1)).invert()}clone(){return new this.constructor().copy(this)}},Ri=new K,iu=new et,ru=new et,_n=class extends ws{constructor(e=50,t=1,n=.1,s=2e3){super(),this.isPerspectiveCamera=!0,this.type="PerspectiveCamera",this.fov=e,this.zoom=1,this.near=n,this.far=s,this.focus=10,this.aspect=t,this.view=null,this.filmGauge=35,this.filmOffset=0,this.updateProjectionMatrix()}copy(e,t){return super.copy(e,t),this.fov=e.fov,this.zoom=e.zoom,this.near=e.near,this.far=e.far,this.focus=e.focus,this.aspect=e.aspect,this.view=e.view===null?null:Object.assign({},e.view),this.filmGauge=e.filmGauge,this.filmOffset=e.filmOffset,this}setFocalLength(e){let t=.5*this.getFilmHeight()/e;this.fov=Pr*2*Math.atan(t),this.updateProjectionMatrix()}getFocalLength(){let e=Math.tan(is*.5*this.fov);return .5*this.getFilmHeight()/e}getEffectiveFOV(){return Pr*2*Math.atan(Math.tan(is*.5*this.fov)/this.zoom)}getFilmWidth(){return this.filmGauge*Math.min(this.aspect,1)}getFilmHeight(){return this.filmGauge/Math.max(this.aspect,1)}getViewBounds(e,t,n){Ri.set(-1,-1,.5).applyMatrix4(this.projectionMatrixInverse),t.set(Ri.x,Ri.y).multiplyScalar(-e/Ri.z),Ri.set(1,1,.5).applyMatrix4(this.projectionMatrixInverse),n.set(Ri.x,Ri.y).multiplyScalar(-e/Ri.z)}getViewSize(e,t){return this.getViewBounds(e,iu,ru),t.subVectors(ru,iu)}setViewOffset(e,t,n,s,o,c){this.aspect=e/t,this.view===null&&(this.view={enabled:!0,fullWidth:1,fullHeight:1,offsetX:0,offsetY:0,width:1,height:1}),this.view.enabled=!0,this.view.fullWidth=e,this.view.fullHeight=t,this.view.offsetX=n,this.view.offsetY=s,this.view.width=o,this.view.height=c,this.updateProjectionMatrix()}clearViewOffset(){this.view!==null&&(this.view.enabled=!1),this.updateProjectionMatrix()}updateProjectionMatrix(){let e=this.near,t=e*Math.tan(is*.5*this.fov)/this.zoom,n=2*t,s=this.aspect*n,o=-.5*s,c=this.view;if(this.view!==null&&this.view.enabled){let f=c.fullWidth,p=c.fullHeight;o+=c.offsetX*s/f,t-=c.offsetY*n/p,s*=c.width/f,n*=c.height/p}let u=this.filmOffset;u!==0&&(o+=e*u/this.getFilmWidth()),this.projectionMatrix.makePerspective(o,o+s,t,t-n,e,this.far,this.coordinateSystem,this.reversedDepth),this.projectionMatrixInverse.copy(this.projectionMatrix).invert()}toJSON(e){let t=super.toJSON(e);return t.object.fov=this.fov,t.object.zoom=this.zoom,t.object.near=this.near,t.object.far=this.far,t.object.focus=this.focus,t.object.aspect=this.aspect,this.view!==null&&(t.object.view=Object.assign({},this.view)),t.object.filmGauge=this.filmGauge,t.object.filmOffset=this.filmOffset,t}};var Ts=class extends ws{constructor(e=-1,t=1,n=1,s=-1,o=.1,c=2e3){super(),this.isOrthographicCamera=!0,this.type="OrthographicCamera",this.zoom=1,this.view=null,this.left=e,this.right=t,this.top=n,this.bottom=s,this.near=o,this.far=c,this.updateProjectionMatrix()}copy(e,t){return super.copy(e,t),this.left=e.left,this.right=e.right,this.top=e.top,this.bottom=e.bottom,this.near=e.near,this.far=e.far,this.zoom=e.zoom,this.view=e.view===null?null:Object.assign({},e.view),this}setViewOffset(e,t,n,s,o,c){this.view===null&&(this.view={enabled:!0,fullWidth:1,fullHeight:1,offsetX:0,offsetY:0,width:1,height:1}),this.view.enabled=!0,this.view.fullWidth=e,this.view.fullHeight=t,this.view.offsetX=n,this.view.offsetY=s,this.view.width=o,this.view.height=c,this.updateProjectionMatrix()}clearViewOffset(){this.view!==null&&(this.view.enabled=!1),this.updateProjectionMatrix()}updateProjectionMatrix(){let e=(this.right-this.left)/(2*this.zoom),t=(this.top-this.bottom)/(2*this.zoom),n=(this.right+this.left)/2,s=(this.top+this.bottom)/2,o=n-e,c=n+e,u=s+t,f=s-t;if(this.view!==null&&this.view.enabled){let p=(this.right-this.left)/this.view.fullWidth/this.zoom,g=(this.top-this.bottom)/this.view.fullHeight/this.zoom;o+=p*this.view.offsetX,c=o+p*this.view.width,u-=g*this.view.offsetY,f=u-g*this.view.height}this.projectionMatrix.makeOrthographic(o,c,u,f,this.near,this.far,this.coordinateSystem,this.reversedDepth),this.projectionMatrixInverse.copy(this.projectionMatrix).invert()}toJSON(e){let t=super.toJSON(e);return t.object.zoom=this.zoom,t.object.left=this.left,t.object.right=this.right,t.object.top=this.top,t.object.bottom=this.bottom,t.object.near=this.near,t.object.far=this.far,this.view!==null&&(t.object.view=Object.assign({},this.view)),t}},Wl=class extends io{constructor(){super(new Ts(-5,5,5,-5,.5,500)),this.isDirectionalLightShadow=!0}},As=class extends bs{constructor(e,t){super(e,t),this.isDirectionalLight=!0,this.type="DirectionalLight",this.position.copy(dn.DEFAULT_UP),this.updateMatrix(),this.target=new dn,this.shadow=new Wl}dispose(){super.dispose(),this.shadow.dispose()}copy(e){return super.copy(e),this.target=e.target.clone(),this.shadow=e.shadow.clone(),this}toJSON(e){let t=super.toJSON(e);return t.object.shadow=this.shadow.toJSON(),t.object.target=this.target.uuid,t}};var br=-90,Er=1,Ur=class extends dn{constructor(e,t,n){super(),this.type="CubeCamera",this.renderTarget=n,this.coordinateSystem=null,this.activeMipmapLevel=0;let s=new _n(br,Er,e,t);s.layers=this.layers,this.add(s);let o=new _n(br,Er,e,t);o.layers=this.layers,this.add(o);let c=new _n(br,Er,e,t);c.layers=this.layers,this.add(c);let u=new _n(br,Er,e,t);u.layers=this.layers,this.add(u);let f=new _n(br,Er,e,t);f.layers=this.layers,this.add(f);let p=new _n(br,Er,e,t);p.layers=this.layers,this.add(p)}updateCoordinateSystem(){let e=this.coordinateSystem,t=this.children.concat(),[n,s,o,c,u,f]=t;for(let p of t)this.remove(p);if(e===Nn)n.up.set(0,1,0),n.lookAt(1,0,0),s.up.set(0,1,0),s.lookAt(-1,0,0),o.up.set(0,0,-1),o.lookAt(0,1,0),c.up.set(0,0,1),c.lookAt(0,-1,0),u.up.set(0,1,0),u.lookAt(0,0,1),f.up.set(0,1,0),f.lookAt(0,0,-1);else if(e===Cr)n.up.set(0,-1,0),n.lookAt(-1,0,0),s.up.set(0,-1,0),s.lookAt(1,0,0),o.up.set(0,0,1),o.lookAt(0,1,0),c.up.set(0,0,-1),c.lookAt(0,-1,0),u.up.set(0,-1,0),u.lookAt(0,0,1),f.up.set(0,-1,0),f.lookAt(0,0,-1);else throw new Error("THREE.CubeCamera.updateCoordinateSystem(): Invalid coordinate system: "+e);for(let p of t)this.add(p),p.updateMatrixWorld()}update(e,t){this.parent===null&&this.updateMatrixWorld();let{renderTarget:n,activeMipmapLevel:s}=this;this.coordinateSystem!==e.coordinateSystem&&(this.coordinateSystem=e.coordinateSystem,this.updateCoordinateSystem());let[o,c,u,f,p,g]=this.children,S=e.getRenderTarget(),_=e.getActiveCubeFace(),M=e.getActiveMipmapLevel(),T=e.xr.enabled;e.xr.enabled=!1;let D=n.texture.mipmapsAutoUpdate;n.texture.mipmapsAutoUpdate=!1;let x=!1;e.isWebGLRenderer===!0?x=e.state.buffers.depth.getReversed():x=e.reversedDepthBuffer,e.setRenderTarget(n,0,s),x&&e.autoClear===!1&&e.clearDepth(),e.render(t,o),e.setRenderTarget(n,1,s),x&&e.autoClear===!1&&e.clearDepth(),e.render(t,c),e.setRenderTarget(n,2,s),x&&e.autoClear===!1&&e.clearDepth(),e.render(t,u),e.setRenderTarget(n,3,s),x&&e.autoClear===!1&&e.clearDepth(),e.render(t,f),e.setRenderTarget(n,4,s),x&&e.autoClear===!1&&e.clearDepth(),e.render(t,p),n.texture.mipmapsAutoUpdate=D,e.setRenderTarget(n,5,s),x&&e.autoClear===!1&&e.clearDepth(),e.render(t,g),e.setRenderTarget(S,_,M),e.xr.enabled=T,n.texture.needsPMREMUpdate=!0}},ro=class extends _n{constructor(e=[]){super(),this.isArrayCamera=!0,this.isMultiViewCamera=!1,this.cameras=e,this.perCameraFrustumCulled=!1}};var Tc="\\[\\]\\.:\\/",k0=new RegExp("["+Tc+"]","g"),Ac="[^"+Tc+"]",z0="[^"+Tc.replace("\\.","")+"]",G0=/((?:WC+[\/:])*)/.source.replace("WC",Ac),V0=/(WCOD+)?/.source.replace("WCOD",z0),H0=/(?:\.(WC+)(?:\[(.+)\])?)?/.source.replace("WC",Ac),W0=/\.(WC+)(?:\[(.+)\])?/.source.replace("WC",Ac),X0=new RegExp("^"+G0+V0+H0+W0+"$"),$0=["material","materials","bones","map"],Xl=class{constructor(e,t,n){let s=n||Ot.parseTrackName(t);this._targetGroup=e,this._bindings=e.subscribe_(t,s)}getValue(e,t){this.bind();let n=this._targetGroup.nCachedObjects_,s=this._bindings[n];s!==void 0&&s.getValue(e,t)}setValue(e,t){let n=this._bindings;for(let s=this._targetGroup.nCachedObjects_,o=n.length;s!==o;++s)n[s].setValue(e,t)}bind(){let e=this._bindings;for(let t=this._targetGroup.nCachedObjects_,n=e.length;t!==n;++t)e[t].bind()}unbind(){let e=this._bindings;for(let t=this._targetGroup.nCachedObjects_,n=e.length;t!==n;++t)e[t].unbind()}},Ot=class i{constructor(e,t,n){this.path=t,this.parsedPath=n||i.parseTrackName(t),this.node=i.findNode(e,this.parsedPath.nodeName),this.rootNode=e,this.getValue=this._getValue_unbound,this.setValue=this._setValue_unbound}static create(e,t,n){return e&&e.isAnimationObjectGroup?new i.Composite(e,t,n):new i(e,t,n)}static sanitizeNodeName(e){return e.replace(/\s/g,"_").replace(k0,"")}static parseTrackName(e){let t=X0.exec(e);if(t===null)throw new Error("THREE.PropertyBinding: Cannot parse trackName: "+e);let n={nodeName:t[2],objectName:t[3],objectIndex:t[4],propertyName:t[5],propertyIndex:t[6]},s=n.nodeName&&n.nodeName.lastIndexOf(".");if(s!==void 0&&s!==-1){let o=n.nodeName.substring(s+1);$0.indexOf(o)!==-1&&(n.nodeName=n.nodeName.substring(0,s),n.objectName=o)}if(n.propertyName===null||n.propertyName.length===0)throw new Error("THREE.PropertyBinding: can not parse propertyName from trackName: "+e);return n}static findNode(e,t){if(t===void 0||t===""||t==="."||t===-1||t===e.name||t===e.uuid)return e;if(e.skeleton){let n=e.skeleton.getBoneByName(t);if(n!==void 0)return n}if(e.children){let n=function(o){for(let c=0;c<o.length;c++){let u=o[c];if(u.name===t||u.uuid===t)return u;let f=n(u.children);if(f)return f}return null},s=n(e.children);if(s)return s}return null}_getValue_unavailable(){}_setValue_unavailable(){}_getValue_direct(e,t){e[t]=this.targetObject[this.propertyName]}_getValue_array(e,t){let n=this.resolvedProperty;for(let s=0,o=n.length;s!==o;++s)e[t++]=n[s]}_getValue_arrayElement(e,t){e[t]=this.resolvedProperty[this.propertyIndex]}_getValue_toArray(e,t){this.resolvedProperty.toArray(e,t)}_setValue_direct(e,t){this.targetObject[this.propertyName]=e[t]}_setValue_direct_setNeedsUpdate(e,t){this.targetObject[this.propertyName]=e[t],this.targetObject.needsUpdate=!0}_setValue_direct_setMatrixWorldNeedsUpdate(e,t){this.targetObject[this.propertyName]=e[t],this.targetObject.matrixWorldNeedsUpdate=!0}_setValue_array(e,t){let n=this.resolvedProperty;for(let s=0,o=n.length;s!==o;++s)n[s]=e[t++]}_setValue_array_setNeedsUpdate(e,t){let n=this.resolvedProperty;for(let s=0,o=n.length;s!==o;++s)n[s]=e[t++];this.targetObject.needsUpdate=!0}_setValue_array_setMatrixWorldNeedsUpdate(e,t){let n=this.resolvedProperty;for(let s=0,o=n.length;s!==o;++s)n[s]=e[t++];this.targetObject.matrixWorldNeedsUpdate=!0}_setValue_arrayElement(e,t){this.resolvedProperty[this.propertyIndex]=e[t]}_setValue_arrayElement_setNeedsUpdate(e,t){this.resolvedProperty[this.propertyIndex]=e[t],this.targetObject.needsUpdate=!0}_setValue_arrayElement_setMatrixWorldNeedsUpdate(e,t){this.resolvedProperty[this.propertyIndex]=e[t],this.targetObject.matrixWorldNeedsUpdate=!0}_setValue_fromArray(e,t){this.resolvedProperty.fromArray(e,t)}_setValue_fromArray_setNeedsUpdate(e,t){this.resolvedProperty.fromArray(e,t),this.targetObject.needsUpdate=!0}_setValue_fromArray_setMatrixWorldNeedsUpdate(e,t){this.resolvedProperty.fromArray(e,t),this.targetObject.matrixWorldNeedsUpdate=!0}_getValue_unbound(e,t){this.bind(),this.getValue(e,t)}_setValue_unbound(e,t){this.bind(),this.setValue(e,t)}bind(){let e=this.node,t=this.parsedPath,n=t.objectName,s=t.propertyName,o=t.propertyIndex;if(e||(e=i.findNode(this.rootNode,t.nodeName),this.node=e),this.getValue=this._getValue_unavailable,this.setValue=this._setValue_unavailable,!e){Qe("PropertyBinding: No target node found for track: "+this.path+".");return}if(n){let p=t.objectIndex;switch(n){case"materials":if(!e.material){tt("PropertyBinding: Can not bind to material as node does not have a material.",this);return}if(!e.material.materials){tt("PropertyBinding: Can not bind to material.materials as node.material does not have a materials array.",this);return}e=e.material.materials;break;case"bones":if(!e.skeleton){tt("PropertyBinding: Can not bind to bones as node does not have a skeleton.",this);return}e=e.skeleton.bones;for(let g=0;g<e.length;g++)if(e[g].name===p){p=g;break}break;case"map":if("map"in e){e=e.map;break}if(!e.material){tt("PropertyBinding: Can not bind to material as node does not have a material.",this);return}if(!e.material.map){tt("PropertyBinding: Can not bind to material.map as node.material does not have a map.",this);return}e=e.material.map;break;default:if(e[n]===void 0){tt("PropertyBinding: Can not bind to objectName of node undefined.",this);return}e=e[n]}if(p!==void 0){if(e[p]===void 0){tt("PropertyBinding: Trying to bind to objectIndex of objectName, but is undefined.",this,e);return}e=e[p]}}let c=e[s];if(c===void 0){let p=t.nodeName;tt("PropertyBinding: Trying to update property for track: "+p+"."+s+" but it wasn't found.",e);return}let u=this.Versioning.None;this.targetObject=e,e.isMaterial===!0?u=this.Versioning.NeedsUpdate:e.isObject3D===!0&&(u=this.Versioning.MatrixWorldNeedsUpdate);let f=this.BindingType.Direct;if(o!==void 0){if(s==="morphTargetInfluences"){if(!e.geometry){tt("PropertyBinding: Can not bind to morphTargetInfluences because node does not have a geometry.",this);return}if(!e.geometry.morphAttributes){tt("PropertyBinding: Can not bind to morphTargetInfluences because node does not have a geometry.morphAttributes.",this);return}e.morphTargetDictionary[o]!==void 0&&(o=e.morphTargetDictionary[o])}f=this.BindingType.ArrayElement,this.resolvedProperty=c,this.propertyIndex=o}else c.fromArray!==void 0&&c.toArray!==void 0?(f=this.BindingType.HasFromToArray,this.resolvedProperty=c):Array.isArray(c)?(f=this.BindingType.EntireArray,this.resolvedProperty=c):this.propertyName=s;this.getValue=this.GetterByBindingType[f],this.setValue=this.SetterByBindingTypeAndVersioning[f][u]}unbind(){this.node=null,this.getValue=this._getValue_unbound,this.setValue=this._setValue_unbound}};Ot.Composite=Xl;Ot.prototype.BindingType={Direct:0,EntireArray:1,ArrayElement:2,HasFromToArray:3};Ot.prototype.Versioning={None:0,NeedsUpdate:1,MatrixWorldNeedsUpdate:2};Ot.prototype.GetterByBindingType=[Ot.prototype._getValue_direct,Ot.prototype._getValue_array,Ot.prototype._getValue_arrayElement,Ot.prototype._getValue_toArray];Ot.prototype.SetterByBindingTypeAndVersioning=[[Ot.prototype._setValue_direct,Ot.prototype._setValue_direct_setNeedsUpdate,Ot.prototype._setValue_direct_setMatrixWorldNeedsUpdate],[Ot.prototype._setValue_array,Ot.prototype._setValue_array_setNeedsUpdate,Ot.prototype._setValue_array_setMatrixWorldNeedsUpdate],[Ot.prototype._setValue_arrayElement,Ot.prototype._setValue_arrayElement_setNeedsUpdate,Ot.prototype._setValue_arrayElement_setMatrixWorldNeedsUpdate],[Ot.prototype._setValue_fromArray,Ot.prototype._setValue_fromArray_setNeedsUpdate,Ot.prototype._setValue_fromArray_setMatrixWorldNeedsUpdate]];var nb=new Float32Array(1);var su=new Bt,Cs=class{constructor(e,t,n=0,s=1/0){this.ray=new tr(e,t),this.near=n,this.far=s,this.camera=null,this.layers=new Dr,this.params={Mesh:{},Line:{threshold:1},LOD:{},Points:{threshold:1},Sprite:{}}}set(e,t){this.ray.set(e,t)}setFromCamera(e,t){t.isPerspectiveCamera?(this.ray.origin.setFromMatrixPosition(t.matrixWorld),this.ray.direction.set(e.x,e.y,.5).unproject(t).sub(this.ray.origin).normalize(),this.camera=t):t.isOrthographicCamera?(this.ray.origin.set(e.x,e.y,t.projectionMatrix.elements[14]).unproject(t),this.ray.direction.set(0,0,-1).transformDirection(t.matrixWorld),this.camera=t):tt("Raycaster: Unsupported camera type: "+t.type)}setFromXRController(e){return su.identity().extractRotation(e.matrixWorld),this.ray.origin.setFromMatrixPosition(e.matrixWorld),this.ray.direction.set(0,0,-1).applyMatrix4(su),this}intersectObject(e,t=!0,n=[]){return $l(e,this,n,t),n.sort(au),n}intersectObjects(e,t=!0,n=[]){for(let s=0,o=e.length;s<o;s++)$l(e[s],this,n,t);return n.sort(au),n}};function au(i,e){return i.distance-e.distance}function $l(i,e,t,n){let s=!0;if(i.layers.test(e.layers)&&i.raycast(e,t)===!1&&(s=!1),s===!0&&n===!0){let o=i.children;for(let c=0,u=o.length;c<u;c++)$l(o[c],e,t,!0)}}var Or=class{constructor(e=1,t=0,n=0){this.radius=e,this.phi=t,this.theta=n}set(e,t,n){return this.radius=e,this.phi=t,this.theta=n,this}copy(e){return this.radius=e.radius,this.phi=e.phi,this.theta=e.theta,this}makeSafe(){return this.phi=gt(this.phi,1e-6,Math.PI-1e-6),this}setFromVector3(e){return this.setFromCartesianCoords(e.x,e.y,e.z)}setFromCartesianCoords(e,t,n){return this.radius=Math.sqrt(e*e+t*t+n*n),this.radius===0?(this.theta=0,this.phi=0):(this.theta=Math.atan2(e,n),this.phi=Math.acos(gt(t/this.radius,-1,1))),this}clone(){return new this.constructor().copy(this)}};var Lc=class Lc{constructor(e,t,n,s){this.elements=[1,0,0,1],e!==void 0&&this.set(e,t,n,s)}identity(){return this.set(1,0,0,1),this}fromArray(e,t=0){for(let n=0;n<4;n++)this.elements[n]=e[n+t];return this}set(e,t,n,s){let o=this.elements;return o[0]=e,o[2]=t,o[1]=n,o[3]=s,this}};Lc.prototype.isMatrix2=!0;var ql=Lc;var Rs=class extends Wn{constructor(e,t=null){super(),this.object=e,this.domElement=t,this.enabled=!0,this.state=-1,this.keys={},this.mouseButtons={LEFT:null,MIDDLE:null,RIGHT:null},this.touches={ONE:null,TWO:null}}connect(e){this.domElement!==null&&this.disconnect(),this.domElement=e}disconnect(){}dispose(){}update(){}};function Cc(i,e,t,n){let s=q0(n);switch(t){case fc:return i*e;case mc:return i*e/s.components*s.byteLength;case fo:return i*e/s.components*s.byteLength;case Gi:return i*e*2/s.components*s.byteLength;case po:return i*e*2/s.components*s.byteLength;case pc:return i*e*3/s.components*s.byteLength;case Yn:return i*e*4/s.components*s.byteLength;case mo:return i*e*4/s.components*s.byteLength;case Ds:case Ls:return Math.floor((i+3)/4)*Math.floor((e+3)/4)*8;case Fs:case Ns:return Math.floor((i+3)/4)*Math.floor((e+3)/4)*16;case _o:case yo:return Math.max(i,16)*Math.max(e,8)/4;case go:case vo:return Math.max(i,8)*Math.max(e,8)/2;case xo:case So:case bo:case Eo:return Math.floor((i+3)/4)*Math.floor((e+3)/4)*8;case Mo:case Us:case wo:return Math.floor((i+3)/4)*Math.floor((e+3)/4)*16;case To:return Math.floor((i+3)/4)*Math.floor((e+3)/4)*16;case Ao:return Math.floor((i+4)/5)*Math.floor((e+3)/4)*16;case Co:return Math.floor((i+4)/5)*Math.floor((e+4)/5)*16;case Ro:return Math.floor((i+5)/6)*Math.floor((e+4)/5)*16;case Po:return Math.floor((i+5)/6)*Math.floor((e+5)/6)*16;case Io:return Math.floor((i+7)/8)*Math.floor((e+4)/5)*16;case Do:return Math.floor((i+7)/8)*Math.floor((e+5)/6)*16;case Lo:return Math.floor((i+7)/8)*Math.floor((e+7)/8)*16;case Fo:return Math.floor((i+9)/10)*Math.floor((e+4)/5)*16;case No:return Math.floor((i+9)/10)*Math.floor((e+5)/6)*16;case Uo:return Math.floor((i+9)/10)*Math.floor((e+7)/8)*16;case Oo:return Math.floor((i+9)/10)*Math.floor((e+9)/10)*16;case Bo:return Math.floor((i+11)/12)*Math.floor((e+9)/10)*16;case ko:return Math.floor((i+11)/12)*Math.floor((e+11)/12)*16;case zo:case Go:case Vo:return Math.ceil(i/4)*Math.ceil(e/4)*16;case Ho:case Wo:return Math.ceil(i/4)*Math.ceil(e/4)*8;case Os:case Xo:return Math.ceil(i/4)*Math.ceil(e/4)*16}throw new Error(`Unable to determine texture byte length for ${t} format.`)}function q0(i){switch(i){case xn:case cc:return{byteLength:1,components:1};case Gr:case hc:case qn:return{byteLength:2,components:1};case ho:case uo:return{byteLength:2,components:4};case Xn:case co:case $n:return{byteLength:4,components:1};case uc:case dc:return{byteLength:4,components:3}}throw new Error(`THREE.TextureUtils: Unknown texture type ${i}.`)}typeof __THREE_DEVTOOLS__<"u"&&__THREE_DEVTOOLS__.dispatchEvent(new CustomEvent("register",{detail:{revision:"187"}}));typeof window<"u"&&(window.__THREE__?Qe("WARNING: Multiple instances of Three.js being imported."):window.__THREE__="187");function _d(){let i=null,e=!1,t=null,n=null;function s(o,c){n=i.requestAnimationFrame(s),t(o,c)}return{start:function(){e!==!0&&t!==null&&i!==null&&(n=i.requestAnimationFrame(s),e=!0)},stop:function(){i!==null&&i.cancelAnimationFrame(n),e=!1},setAnimationLoop:function(o){t=o},setContext:function(o){i=o}}}function Z0(i){let e=new WeakMap;function t(u,f){let p=u.array,g=u.usage,S=p.byteLength,_=i.createBuffer();i.bindBuffer(f,_),i.bufferData(f,p,g),u.onUploadCallback();let M;if(p instanceof Float32Array)M=i.FLOAT;else if(typeof Float16Array<"u"&&p instanceof Float16Array)M=i.HALF_FLOAT;else if(p instanceof Uint16Array)u.isFloat16BufferAttribute?M=i.HALF_FLOAT:M=i.UNSIGNED_SHORT;else if(p instanceof Int16Array)M=i.SHORT;else if(p instanceof Uint32Array)M=i.UNSIGNED_INT;else if(p instanceof Int32Array)M=i.INT;else if(p instanceof Int8Array)M=i.BYTE;else if(p instanceof Uint8Array)M=i.UNSIGNED_BYTE;else if(p instanceof Uint8ClampedArray)M=i.UNSIGNED_BYTE;else throw new Error("THREE.WebGLAttributes: Unsupported buffer data format: "+p);return{buffer:_,type:M,bytesPerElement:p.BYTES_PER_ELEMENT,version:u.version,size:S}}function n(u,f,p){let g=f.array,S=f.updateRanges;if(i.bindBuffer(p,u),S.length===0)i.bufferSubData(p,0,g);else{S.sort((M,T)=>M.start-T.start);let _=0;for(let M=1;M<S.length;M++){let T=S[_],D=S[M];D.start<=T.start+T.count+1?T.count=Math.max(T.count,D.start+D.count-T.start):(++_,S[_]=D)}S.length=_+1;for(let M=0,T=S.length;M<T;M++){let D=S[M];i.bufferSubData(p,D.start*g.BYTES_PER_ELEMENT,g,D.start,D.count)}f.clearUpdateRanges()}f.onUploadCallback()}function s(u){return u.isInterleavedBufferAttribute&&(u=u.data),e.get(u)}function o(u){u.isInterleavedBufferAttribute&&(u=u.data);let f=e.get(u);f&&(i.deleteBuffer(f.buffer),e.delete(u))}function c(u,f){if(u.isInterleavedBufferAttribute&&(u=u.data),u.isGLBufferAttribute){let g=e.get(u);(!g||g.version<u.version)&&e.set(u,{buffer:u.buffer,type:u.type,bytesPerElement:u.elementSize,version:u.version});return}let p=e.get(u);if(p===void 0)e.set(u,t(u,f));else if(p.version<u.version){if(p.size!==u.array.byteLength)throw new Error("THREE.WebGLAttributes: The size of the buffer attribute's array buffer does not match the original size. Resizing buffer attributes is not supported.");n(p.buffer,u,f),p.version=u.version}}return{get:s,remove:o,update:c}}var j0=`#ifdef USE_ALPHAHASH
	if ( diffuseColor.a < getAlphaHashThreshold( vPosition ) ) discard;
#endif`,J0=`#ifdef USE_ALPHAHASH
	const float ALPHA_HASH_SCALE = 0.05;
	float hash2D( vec2 value ) {
		return fract( 1.0e4 * sin( 17.0 * value.x + 0.1 * value.y ) * ( 0.1 + abs( sin( 13.0 * value.y + value.x ) ) ) );
	}
	float hash3D( vec3 value ) {
		return hash2D( vec2( hash2D( value.xy ), value.z ) );
	}
	float getAlphaHashThreshold( vec3 position ) {
		float maxDeriv = max(
			length( dFdx( position.xyz ) ),
			length( dFdy( position.xyz ) )
		);
		float pixScale = 1.0 / ( ALPHA_HASH_SCALE * maxDeriv );
		vec2 pixScales = vec2(
			exp2( floor( log2( pixScale ) ) ),
			exp2( ceil( log2( pixScale ) ) )
		);
		vec2 alpha = vec2(
			hash3D( floor( pixScales.x * position.xyz ) ),
			hash3D( floor( pixScales.y * position.xyz ) )
		);
		float lerpFactor = fract( log2( pixScale ) );
		float x = ( 1.0 - lerpFactor ) * alpha.x + lerpFactor * alpha.y;
		float a = min( lerpFactor, 1.0 - lerpFactor );
		vec3 cases = vec3(
			x * x / ( 2.0 * a * ( 1.0 - a ) ),
			( x - 0.5 * a ) / ( 1.0 - a ),
			1.0 - ( ( 1.0 - x ) * ( 1.0 - x ) / ( 2.0 * a * ( 1.0 - a ) ) )
		);
		float threshold = ( x < ( 1.0 - a ) )
			? ( ( x < a ) ? cases.x : cases.y )
			: cases.z;
		return clamp( threshold , 1.0e-6, 1.0 );
	}
#endif`,K0=`#ifdef USE_ALPHAMAP
	diffuseColor.a *= texture2D( alphaMap, vAlphaMapUv ).g;
#endif`,Q0=`#ifdef USE_ALPHAMAP
	uniform sampler2D alphaMap;
#endif`,ev=`#ifdef USE_ALPHATEST
	#ifdef ALPHA_TO_COVERAGE
	diffuseColor.a = smoothstep( alphaTest, alphaTest + fwidth( diffuseColor.a ), diffuseColor.a );
	if ( diffuseColor.a == 0.0 ) discard;
	#else
	if ( diffuseColor.a < alphaTest ) discard;
	#endif
#endif`,tv=`#ifdef USE_ALPHATEST
	uniform float alphaTest;
#endif`,nv=`#ifdef USE_AOMAP
	float ambientOcclusion = ( texture2D( aoMap, vAoMapUv ).r - 1.0 ) * aoMapIntensity + 1.0;
	reflectedLight.indirectDiffuse *= ambientOcclusion;
	#if defined( USE_CLEARCOAT ) 
		clearcoatSpecularIndirect *= ambientOcclusion;
	#endif
	#if defined( USE_SHEEN ) 
		sheenSpecularIndirect *= ambientOcclusion;
	#endif
	#if defined( USE_ENVMAP ) && defined( STANDARD )
		float dotNV = saturate( dot( geometryNormal, geometryViewDir ) );
		reflectedLight.indirectSpecular *= computeSpecularOcclusion( dotNV, ambientOcclusion, material.roughness );
	#endif
#endif`,iv=`#ifdef USE_AOMAP
	uniform sampler2D aoMap;
	uniform float aoMapIntensity;
#endif`,rv=`#ifdef USE_BATCHING
	#if ! defined( GL_ANGLE_multi_draw )
	#define gl_DrawID _gl_DrawID
	uniform int _gl_DrawID;
	#endif
	uniform highp sampler2D batchingTexture;
	uniform highp usampler2D batchingIdTexture;
	mat4 getBatchingMatrix( const in float i ) {
		int size = textureSize( batchingTexture, 0 ).x;
		int j = int( i ) * 4;
		int x = j % size;
		int y = j / size;
		vec4 v1 = texelFetch( batchingTexture, ivec2( x, y ), 0 );
		vec4 v2 = texelFetch( batchingTexture, ivec2( x + 1, y ), 0 );
		vec4 v3 = texelFetch( batchingTexture, ivec2( x + 2, y ), 0 );
		vec4 v4 = texelFetch( batchingTexture, ivec2( x + 3, y ), 0 );
		return mat4( v1, v2, v3, v4 );
	}
	float getIndirectIndex( const in int i ) {
		int size = textureSize( batchingIdTexture, 0 ).x;
		int x = i % size;
		int y = i / size;
		return float( texelFetch( batchingIdTexture, ivec2( x, y ), 0 ).r );
	}
#endif
#ifdef USE_BATCHING_COLOR
	uniform sampler2D batchingColorTexture;
	vec4 getBatchingColor( const in float i ) {
		int size = textureSize( batchingColorTexture, 0 ).x;
		int j = int( i );
		int x = j % size;
		int y = j / size;
		return texelFetch( batchingColorTexture, ivec2( x, y ), 0 );
	}
#endif`,sv=`#ifdef USE_BATCHING
	mat4 batchingMatrix = getBatchingMatrix( getIndirectIndex( gl_DrawID ) );
#endif`,av=`vec3 transformed = vec3( position );
#ifdef USE_ALPHAHASH
	vPosition = vec3( position );
#endif`,ov=`vec3 objectNormal = vec3( normal );
#ifdef USE_TANGENT
	vec3 objectTangent = vec3( tangent.xyz );
#endif`,lv=`float G_BlinnPhong_Implicit( ) {
	return 0.25;
}
float D_BlinnPhong( const in float shininess, const in float dotNH ) {
	return RECIPROCAL_PI * ( shininess * 0.5 + 1.0 ) * pow( dotNH, shininess );
}
vec3 BRDF_BlinnPhong( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, const in vec3 specularColor, const in float shininess ) {
	vec3 halfDir = normalize( lightDir + viewDir );
	float dotNH = saturate( dot( normal, halfDir ) );
	float dotVH = saturate( dot( viewDir, halfDir ) );
	vec3 F = F_Schlick( specularColor, 1.0, dotVH );
	float G = G_BlinnPhong_Implicit( );
	float D = D_BlinnPhong( shininess, dotNH );
	return F * ( G * D );
} // validated`,cv=`#ifdef USE_IRIDESCENCE
	const mat3 XYZ_TO_REC709 = mat3(
		 3.2404542, -0.9692660,  0.0556434,
		-1.5371385,  1.8760108, -0.2040259,
		-0.4985314,  0.0415560,  1.0572252
	);
	vec3 Fresnel0ToIor( vec3 fresnel0 ) {
		vec3 sqrtF0 = sqrt( fresnel0 );
		return ( vec3( 1.0 ) + sqrtF0 ) / ( vec3( 1.0 ) - sqrtF0 );
	}
	vec3 IorToFresnel0( vec3 transmittedIor, float incidentIor ) {
		return pow2( ( transmittedIor - vec3( incidentIor ) ) / ( transmittedIor + vec3( incidentIor ) ) );
	}
	float IorToFresnel0( float transmittedIor, float incidentIor ) {
		return pow2( ( transmittedIor - incidentIor ) / ( transmittedIor + incidentIor ));
	}
	vec3 evalSensitivity( float OPD, vec3 shift ) {
		float phase = 2.0 * PI * OPD * 1.0e-9;
		vec3 val = vec3( 5.4856e-13, 4.4201e-13, 5.2481e-13 );
		vec3 pos = vec3( 1.6810e+06, 1.7953e+06, 2.2084e+06 );
		vec3 var = vec3( 4.3278e+09, 9.3046e+09, 6.6121e+09 );
		vec3 xyz = val * sqrt( 2.0 * PI * var ) * cos( pos * phase + shift ) * exp( - pow2( phase ) * var );
		xyz.x += 9.7470e-14 * sqrt( 2.0 * PI * 4.5282e+09 ) * cos( 2.2399e+06 * phase + shift[ 0 ] ) * exp( - 4.5282e+09 * pow2( phase ) );
		xyz /= 1.0685e-7;
		vec3 rgb = XYZ_TO_REC709 * xyz;
		return rgb;
	}
	vec3 evalIridescence( float outsideIOR, float eta2, float cosTheta1, float thinFilmThickness, vec3 baseF0 ) {
		vec3 I;
		float iridescenceIOR = mix( outsideIOR, eta2, smoothstep( 0.0, 0.03, thinFilmThickness ) );
		float sinTheta2Sq = pow2( outsideIOR / iridescenceIOR ) * ( 1.0 - pow2( cosTheta1 ) );
		float cosTheta2Sq = 1.0 - sinTheta2Sq;
		if ( cosTheta2Sq < 0.0 ) {
			return vec3( 1.0 );
		}
		float cosTheta2 = sqrt( cosTheta2Sq );
		float R0 = IorToFresnel0( iridescenceIOR, outsideIOR );
		float R12 = F_Schlick( R0, 1.0, cosTheta1 );
		float T121 = 1.0 - R12;
		float phi12 = 0.0;
		if ( iridescenceIOR < outsideIOR ) phi12 = PI;
		float phi21 = PI - phi12;
		vec3 baseIOR = Fresnel0ToIor( clamp( baseF0, 0.0, 0.9999 ) );		vec3 R1 = IorToFresnel0( baseIOR, iridescenceIOR );
		vec3 R23 = F_Schlick( R1, 1.0, cosTheta2 );
		vec3 phi23 = vec3( 0.0 );
		if ( baseIOR[ 0 ] < iridescenceIOR ) phi23[ 0 ] = PI;
		if ( baseIOR[ 1 ] < iridescenceIOR ) phi23[ 1 ] = PI;
		if ( baseIOR[ 2 ] < iridescenceIOR ) phi23[ 2 ] = PI;
		float OPD = 2.0 * iridescenceIOR * thinFilmThickness * cosTheta2;
		vec3 phi = vec3( phi21 ) + phi23;
		vec3 R123 = clamp( R12 * R23, 1e-5, 0.9999 );
		vec3 r123 = sqrt( R123 );
		vec3 Rs = pow2( T121 ) * R23 / ( vec3( 1.0 ) - R123 );
		vec3 C0 = R12 + Rs;
		I = C0;
		vec3 Cm = Rs - T121;
		for ( int m = 1; m <= 2; ++ m ) {
			Cm *= r123;
			vec3 Sm = 2.0 * evalSensitivity( float( m ) * OPD, float( m ) * phi );
			I += Cm * Sm;
		}
		return max( I, vec3( 0.0 ) );
	}
#endif`,hv=`#ifdef USE_BUMPMAP
	uniform sampler2D bumpMap;
	uniform float bumpScale;
	vec2 dHdxy_fwd() {
		vec2 dSTdx = dFdx( vBumpMapUv );
		vec2 dSTdy = dFdy( vBumpMapUv );
		float Hll = bumpScale * texture2D( bumpMap, vBumpMapUv ).x;
		float dBx = bumpScale * texture2D( bumpMap, vBumpMapUv + dSTdx ).x - Hll;
		float dBy = bumpScale * texture2D( bumpMap, vBumpMapUv + dSTdy ).x - Hll;
		return vec2( dBx, dBy );
	}
	vec3 perturbNormalArb( vec3 surf_pos, vec3 surf_norm, vec2 dHdxy, float faceDirection ) {
		vec3 vSigmaX = normalize( dFdx( surf_pos.xyz ) );
		vec3 vSigmaY = normalize( dFdy( surf_pos.xyz ) );
		vec3 vN = surf_norm;
		vec3 R1 = cross( vSigmaY, vN );
		vec3 R2 = cross( vN, vSigmaX );
		float fDet = dot( vSigmaX, R1 ) * faceDirection;
		vec3 vGrad = sign( fDet ) * ( dHdxy.x * R1 + dHdxy.y * R2 );
		return normalize( abs( fDet ) * surf_norm - vGrad );
	}
#endif`,uv=`#if NUM_CLIPPING_PLANES > 0
	vec4 plane;
	#ifdef ALPHA_TO_COVERAGE
		float distanceToPlane, distanceGradient;
		float clipOpacity = 1.0;
		#pragma unroll_loop_start
		for ( int i = 0; i < UNION_CLIPPING_PLANES; i ++ ) {
			plane = clippingPlanes[ i ];
			distanceToPlane = - dot( vClipPosition, plane.xyz ) + plane.w;
			distanceGradient = fwidth( distanceToPlane ) / 2.0;
			clipOpacity *= smoothstep( - distanceGradient, distanceGradient, distanceToPlane );
			if ( clipOpacity == 0.0 ) discard;
		}
		#pragma unroll_loop_end
		#if UNION_CLIPPING_PLANES < NUM_CLIPPING_PLANES
			float unionClipOpacity = 1.0;
			#pragma unroll_loop_start
			for ( int i = UNION_CLIPPING_PLANES; i < NUM_CLIPPING_PLANES; i ++ ) {
				plane = clippingPlanes[ i ];
				distanceToPlane = - dot( vClipPosition, plane.xyz ) + plane.w;
				distanceGradient = fwidth( distanceToPlane ) / 2.0;
				unionClipOpacity *= 1.0 - smoothstep( - distanceGradient, distanceGradient, distanceToPlane );
			}
			#pragma unroll_loop_end
			clipOpacity *= 1.0 - unionClipOpacity;
		#endif
		diffuseColor.a *= clipOpacity;
		if ( diffuseColor.a == 0.0 ) discard;
	#else
		#pragma unroll_loop_start
		for ( int i = 0; i < UNION_CLIPPING_PLANES; i ++ ) {
			plane = clippingPlanes[ i ];
			if ( dot( vClipPosition, plane.xyz ) > plane.w ) discard;
		}
		#pragma unroll_loop_end
		#if UNION_CLIPPING_PLANES < NUM_CLIPPING_PLANES
			bool clipped = true;
			#pragma unroll_loop_start
			for ( int i = UNION_CLIPPING_PLANES; i < NUM_CLIPPING_PLANES; i ++ ) {
				plane = clippingPlanes[ i ];
				clipped = ( dot( vClipPosition, plane.xyz ) > plane.w ) && clipped;
			}
			#pragma unroll_loop_end
			if ( clipped ) discard;
		#endif
	#endif
#endif`,dv=`#if NUM_CLIPPING_PLANES > 0
	varying vec3 vClipPosition;
	uniform vec4 clippingPlanes[ NUM_CLIPPING_PLANES ];
#endif`,fv=`#if NUM_CLIPPING_PLANES > 0
	varying vec3 vClipPosition;
#endif`,pv=`#if NUM_CLIPPING_PLANES > 0
	vClipPosition = - mvPosition.xyz;
#endif`,mv=`#if defined( USE_COLOR ) || defined( USE_COLOR_ALPHA )
	diffuseColor *= vColor;
#endif`,gv=`#if defined( USE_COLOR ) || defined( USE_COLOR_ALPHA )
	varying vec4 vColor;
#endif`,_v=`#if defined( USE_COLOR ) || defined( USE_COLOR_ALPHA ) || defined( USE_INSTANCING_COLOR ) || defined( USE_BATCHING_COLOR )
	varying vec4 vColor;
#endif`,vv=`#if defined( USE_COLOR ) || defined( USE_COLOR_ALPHA ) || defined( USE_INSTANCING_COLOR ) || defined( USE_BATCHING_COLOR )
	vColor = vec4( 1.0 );
#endif
#ifdef USE_COLOR_ALPHA
	vColor *= color;
#elif defined( USE_COLOR )
	vColor.rgb *= color;
#endif
#ifdef USE_INSTANCING_COLOR
	vColor.rgb *= instanceColor.rgb;
#endif
#ifdef USE_BATCHING_COLOR
	vColor *= getBatchingColor( getIndirectIndex( gl_DrawID ) );
#endif`,yv=`#define PI 3.141592653589793
#define PI2 6.283185307179586
#define PI_HALF 1.5707963267948966
#define RECIPROCAL_PI 0.3183098861837907
#define RECIPROCAL_PI2 0.15915494309189535
#define EPSILON 1e-6
#ifndef saturate
#define saturate( a ) clamp( a, 0.0, 1.0 )
#endif
#define whiteComplement( a ) ( 1.0 - saturate( a ) )
float pow2( const in float x ) { return x*x; }
vec3 pow2( const in vec3 x ) { return x*x; }
float pow3( const in float x ) { return x*x*x; }
float pow4( const in float x ) { float x2 = x*x; return x2*x2; }
float max3( const in vec3 v ) { return max( max( v.x, v.y ), v.z ); }
float average( const in vec3 v ) { return dot( v, vec3( 0.3333333 ) ); }
highp float rand( const in vec2 uv ) {
	const highp float a = 12.9898, b = 78.233, c = 43758.5453;
	highp float dt = dot( uv.xy, vec2( a,b ) ), sn = mod( dt, PI );
	return fract( sin( sn ) * c );
}
#ifdef HIGH_PRECISION
	float precisionSafeLength( vec3 v ) { return length( v ); }
#else
	float precisionSafeLength( vec3 v ) {
		float maxComponent = max3( abs( v ) );
		return length( v / maxComponent ) * maxComponent;
	}
#endif
struct IncidentLight {
	vec3 color;
	vec3 direction;
	bool visible;
};
struct ReflectedLight {
	vec3 directDiffuse;
	vec3 directSpecular;
	vec3 indirectDiffuse;
	vec3 indirectSpecular;
};
#ifdef USE_ALPHAHASH
	varying vec3 vPosition;
#endif
vec3 transformDirection( in vec3 dir, in mat4 matrix ) {
	return normalize( ( matrix * vec4( dir, 0.0 ) ).xyz );
}
#define inverseTransformDirection transformDirectionByInverseViewMatrix
vec3 transformNormalByInverseViewMatrix( in vec3 normal, in mat4 viewMatrix ) {
	return normalize( ( vec4( normal, 0.0 ) * viewMatrix ).xyz );
}
vec3 transformDirectionByInverseViewMatrix( in vec3 dir, in mat4 viewMatrix ) {
	return normalize( ( vec4( dir, 0.0 ) * viewMatrix ).xyz );
}
bool isPerspectiveMatrix( mat4 m ) {
	return m[ 2 ][ 3 ] == - 1.0;
}
vec2 equirectUv( in vec3 dir ) {
	float u = atan( dir.z, dir.x ) * RECIPROCAL_PI2 + 0.5;
	float v = asin( clamp( dir.y, - 1.0, 1.0 ) ) * RECIPROCAL_PI + 0.5;
	return vec2( u, v );
}
vec3 BRDF_Lambert( const in vec3 diffuseColor ) {
	return RECIPROCAL_PI * diffuseColor;
}
vec3 F_Schlick( const in vec3 f0, const in float f90, const in float dotVH ) {
	float fresnel = exp2( ( - 5.55473 * dotVH - 6.98316 ) * dotVH );
	return f0 * ( 1.0 - fresnel ) + ( f90 * fresnel );
}
float F_Schlick( const in float f0, const in float f90, const in float dotVH ) {
	float fresnel = exp2( ( - 5.55473 * dotVH - 6.98316 ) * dotVH );
	return f0 * ( 1.0 - fresnel ) + ( f90 * fresnel );
} // validated`,xv=`vec3 transformedNormal = objectNormal;
#ifdef USE_TANGENT
	vec3 transformedTangent = objectTangent;
#endif
#ifdef USE_BATCHING
	mat3 bm = mat3( batchingMatrix );
	transformedNormal /= vec3( dot( bm[ 0 ], bm[ 0 ] ), dot( bm[ 1 ], bm[ 1 ] ), dot( bm[ 2 ], bm[ 2 ] ) );
	transformedNormal = bm * transformedNormal;
	#ifdef USE_TANGENT
		transformedTangent = bm * transformedTangent;
	#endif
#endif
#ifdef USE_INSTANCING
	mat3 im = mat3( instanceMatrix );
	transformedNormal /= vec3( dot( im[ 0 ], im[ 0 ] ), dot( im[ 1 ], im[ 1 ] ), dot( im[ 2 ], im[ 2 ] ) );
	transformedNormal = im * transformedNormal;
	#ifdef USE_TANGENT
		transformedTangent = im * transformedTangent;
	#endif
#endif
transformedNormal = normalMatrix * transformedNormal;
#ifdef FLIP_SIDED
	transformedNormal = - transformedNormal;
#endif
#ifdef USE_TANGENT
	transformedTangent = ( modelViewMatrix * vec4( transformedTangent, 0.0 ) ).xyz;
#endif`,Sv=`#ifdef USE_DISPLACEMENTMAP
	uniform sampler2D displacementMap;
	uniform float displacementScale;
	uniform float displacementBias;
#endif`,Mv=`#ifdef USE_DISPLACEMENTMAP
	transformed += normalize( objectNormal ) * ( texture2D( displacementMap, vDisplacementMapUv ).x * displacementScale + displacementBias );
#endif`,bv=`#ifdef USE_EMISSIVEMAP
	vec4 emissiveColor = texture2D( emissiveMap, vEmissiveMapUv );
	#ifdef DECODE_VIDEO_TEXTURE_EMISSIVE
		emissiveColor = sRGBTransferEOTF( emissiveColor );
	#endif
	totalEmissiveRadiance *= emissiveColor.rgb;
#endif`,Ev=`#ifdef USE_EMISSIVEMAP
	uniform sampler2D emissiveMap;
#endif`,wv="gl_FragColor = linearToOutputTexel( gl_FragColor );",Tv=`vec4 LinearTransferOETF( in vec4 value ) {
	return value;
}
vec4 sRGBTransferEOTF( in vec4 value ) {
	return vec4( mix( pow( value.rgb * 0.9478672986 + vec3( 0.0521327014 ), vec3( 2.4 ) ), value.rgb * 0.0773993808, vec3( lessThanEqual( value.rgb, vec3( 0.04045 ) ) ) ), value.a );
}
vec4 sRGBTransferOETF( in vec4 value ) {
	return vec4( mix( pow( value.rgb, vec3( 0.41666 ) ) * 1.055 - vec3( 0.055 ), value.rgb * 12.92, vec3( lessThanEqual( value.rgb, vec3( 0.0031308 ) ) ) ), value.a );
}`,Av=`#ifdef USE_ENVMAP
	#ifdef ENV_WORLDPOS
		vec3 cameraToFrag;
		if ( isOrthographic ) {
			cameraToFrag = normalize( vec3( - viewMatrix[ 0 ][ 2 ], - viewMatrix[ 1 ][ 2 ], - viewMatrix[ 2 ][ 2 ] ) );
		} else {
			cameraToFrag = normalize( vWorldPosition - cameraPosition );
		}
		vec3 worldNormal = transformNormalByInverseViewMatrix( normal, viewMatrix );
		#ifdef ENVMAP_MODE_REFLECTION
			vec3 reflectVec = reflect( cameraToFrag, worldNormal );
		#else
			vec3 reflectVec = refract( cameraToFrag, worldNormal, refractionRatio );
		#endif
	#else
		vec3 reflectVec = vReflect;
	#endif
	#ifdef ENVMAP_TYPE_CUBE
		vec4 envColor = textureCube( envMap, envMapRotation * reflectVec );
		#ifdef ENVMAP_BLENDING_MULTIPLY
			outgoingLight = mix( outgoingLight, outgoingLight * envColor.xyz, specularStrength * reflectivity );
		#elif defined( ENVMAP_BLENDING_MIX )
			outgoingLight = mix( outgoingLight, envColor.xyz, specularStrength * reflectivity );
		#elif defined( ENVMAP_BLENDING_ADD )
			outgoingLight += envColor.xyz * specularStrength * reflectivity;
		#endif
	#endif
#endif`,Cv=`#ifdef USE_ENVMAP
	uniform float envMapIntensity;
	uniform mat3 envMapRotation;
	uniform samplerCube envMap;
	#ifdef ENVMAP_TYPE_PMREM
		float roughnessToMip( const in float roughness ) {
			float r = clamp( roughness, 0.0, 1.0 );
			return ENVMAP_MAX_LOD * r * ( 2.0 - r );
		}
	#endif
#endif`,Rv=`#ifdef USE_ENVMAP
	uniform float reflectivity;
	#if defined( USE_BUMPMAP ) || defined( USE_NORMALMAP ) || defined( PHONG ) || defined( LAMBERT )
		#define ENV_WORLDPOS
	#endif
	#ifdef ENV_WORLDPOS
		varying vec3 vWorldPosition;
		uniform float refractionRatio;
	#else
		varying vec3 vReflect;
	#endif
#endif`,Pv=`#ifdef USE_ENVMAP
	#if defined( USE_BUMPMAP ) || defined( USE_NORMALMAP ) || defined( PHONG ) || defined( LAMBERT )
		#define ENV_WORLDPOS
	#endif
	#ifdef ENV_WORLDPOS
		
		varying vec3 vWorldPosition;
	#else
		varying vec3 vReflect;
		uniform float refractionRatio;
	#endif
#endif`,Iv=`#ifdef USE_ENVMAP
	#ifdef ENV_WORLDPOS
		vWorldPosition = worldPosition.xyz;
	#else
		vec3 cameraToVertex;
		if ( isOrthographic ) {
			cameraToVertex = normalize( vec3( - viewMatrix[ 0 ][ 2 ], - viewMatrix[ 1 ][ 2 ], - viewMatrix[ 2 ][ 2 ] ) );
		} else {
			cameraToVertex = normalize( worldPosition.xyz - cameraPosition );
		}
		vec3 worldNormal = transformNormalByInverseViewMatrix( transformedNormal, viewMatrix );
		#ifdef ENVMAP_MODE_REFLECTION
			vReflect = reflect( cameraToVertex, worldNormal );
		#else
			vReflect = refract( cameraToVertex, worldNormal, refractionRatio );
		#endif
	#endif
#endif`,Dv=`#ifdef USE_FOG
	vFogDepth = - mvPosition.z;
#endif`,Lv=`#ifdef USE_FOG
	varying float vFogDepth;
#endif`,Fv=`#ifdef USE_FOG
	#ifdef FOG_EXP2
		float fogFactor = 1.0 - exp( - fogDensity * fogDensity * vFogDepth * vFogDepth );
	#else
		float fogFactor = smoothstep( fogNear, fogFar, vFogDepth );
	#endif
	gl_FragColor.rgb = mix( gl_FragColor.rgb, fogColor, fogFactor );
#endif`,Nv=`#ifdef USE_FOG
	uniform vec3 fogColor;
	varying float vFogDepth;
	#ifdef FOG_EXP2
		uniform float fogDensity;
	#else
		uniform float fogNear;
		uniform float fogFar;
	#endif
#endif`,Uv=`#ifdef USE_GRADIENTMAP
	uniform sampler2D gradientMap;
#endif
vec3 getGradientIrradiance( vec3 normal, vec3 lightDirection ) {
	float dotNL = dot( normal, lightDirection );
	vec2 coord = vec2( dotNL * 0.5 + 0.5, 0.0 );
	#ifdef USE_GRADIENTMAP
		return vec3( texture2D( gradientMap, coord ).r );
	#else
		vec2 fw = fwidth( coord ) * 0.5;
		return mix( vec3( 0.7 ), vec3( 1.0 ), smoothstep( 0.7 - fw.x, 0.7 + fw.x, coord.x ) );
	#endif
}`,Ov=`#ifdef USE_LIGHTMAP
	uniform sampler2D lightMap;
	uniform float lightMapIntensity;
#endif`,Bv=`LambertMaterial material;
material.diffuseColor = diffuseColor.rgb;
material.specularStrength = specularStrength;`,kv=`varying vec3 vViewPosition;
struct LambertMaterial {
	vec3 diffuseColor;
	float specularStrength;
};
void RE_Direct_Lambert( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in LambertMaterial material, inout ReflectedLight reflectedLight ) {
	float dotNL = saturate( dot( geometryNormal, directLight.direction ) );
	vec3 irradiance = dotNL * directLight.color;
	reflectedLight.directDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
void RE_IndirectDiffuse_Lambert( const in vec3 irradiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in LambertMaterial material, inout ReflectedLight reflectedLight ) {
	reflectedLight.indirectDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
#define RE_Direct				RE_Direct_Lambert
#define RE_IndirectDiffuse		RE_IndirectDiffuse_Lambert`,zv=`uniform bool receiveShadow;
uniform vec3 ambientLightColor;
#if defined( USE_LIGHT_PROBES )
	uniform vec3 lightProbe[ 9 ];
#endif
vec3 shGetIrradianceAt( in vec3 normal, in vec3 shCoefficients[ 9 ] ) {
	float x = normal.x, y = normal.y, z = normal.z;
	vec3 result = shCoefficients[ 0 ] * 0.886227;
	result += shCoefficients[ 1 ] * 2.0 * 0.511664 * y;
	result += shCoefficients[ 2 ] * 2.0 * 0.511664 * z;
	result += shCoefficients[ 3 ] * 2.0 * 0.511664 * x;
	result += shCoefficients[ 4 ] * 2.0 * 0.429043 * x * y;
	result += shCoefficients[ 5 ] * 2.0 * 0.429043 * y * z;
	result += shCoefficients[ 6 ] * ( 0.743125 * z * z - 0.247708 );
	result += shCoefficients[ 7 ] * 2.0 * 0.429043 * x * z;
	result += shCoefficients[ 8 ] * 0.429043 * ( x * x - y * y );
	return result;
}
vec3 getLightProbeIrradiance( const in vec3 lightProbe[ 9 ], const in vec3 normal ) {
	vec3 worldNormal = transformNormalByInverseViewMatrix( normal, viewMatrix );
	vec3 irradiance = shGetIrradianceAt( worldNormal, lightProbe );
	return irradiance;
}
vec3 getAmbientLightIrradiance( const in vec3 ambientLightColor ) {
	vec3 irradiance = ambientLightColor;
	return irradiance;
}
float getDistanceAttenuation( const in float lightDistance, const in float cutoffDistance, const in float decayExponent ) {
	float distanceFalloff = 1.0 / max( pow( lightDistance, decayExponent ), 0.01 );
	if ( cutoffDistance > 0.0 ) {
		distanceFalloff *= pow2( saturate( 1.0 - pow4( lightDistance / cutoffDistance ) ) );
	}
	return distanceFalloff;
}
float getSpotAttenuation( const in float coneCosine, const in float penumbraCosine, const in float angleCosine ) {
	return smoothstep( coneCosine, penumbraCosine, angleCosine );
}
#if NUM_SUN_LIGHTS > 0
	struct SunLight {
		vec3 direction;
		vec3 color;
	};
	uniform SunLight sunLights[ NUM_SUN_LIGHTS ];
	void getSunLightInfo( const in SunLight sunLight, out IncidentLight light ) {
		light.color = sunLight.color;
		light.direction = sunLight.direction;
		light.visible = true;
	}
#endif
#if NUM_DIR_LIGHTS > 0
	struct DirectionalLight {
		vec3 direction;
		vec3 color;
	};
	uniform DirectionalLight directionalLights[ NUM_DIR_LIGHTS ];
	void getDirectionalLightInfo( const in DirectionalLight directionalLight, out IncidentLight light ) {
		light.color = directionalLight.color;
		light.direction = directionalLight.direction;
		light.visible = true;
	}
#endif
#if NUM_POINT_LIGHTS > 0
	struct PointLight {
		vec3 position;
		vec3 color;
		float distance;
		float decay;
	};
	uniform PointLight pointLights[ NUM_POINT_LIGHTS ];
	void getPointLightInfo( const in PointLight pointLight, const in vec3 geometryPosition, out IncidentLight light ) {
		vec3 lVector = pointLight.position - geometryPosition;
		light.direction = normalize( lVector );
		float lightDistance = length( lVector );
		light.color = pointLight.color;
		light.color *= getDistanceAttenuation( lightDistance, pointLight.distance, pointLight.decay );
		light.visible = ( light.color != vec3( 0.0 ) );
	}
#endif
#if NUM_SPOT_LIGHTS > 0
	struct SpotLight {
		vec3 position;
		vec3 direction;
		vec3 color;
		float distance;
		float decay;
		float coneCos;
		float penumbraCos;
	};
	uniform SpotLight spotLights[ NUM_SPOT_LIGHTS ];
	void getSpotLightInfo( const in SpotLight spotLight, const in vec3 geometryPosition, out IncidentLight light ) {
		vec3 lVector = spotLight.position - geometryPosition;
		light.direction = normalize( lVector );
		float angleCos = dot( light.direction, spotLight.direction );
		float spotAttenuation = getSpotAttenuation( spotLight.coneCos, spotLight.penumbraCos, angleCos );
		if ( spotAttenuation > 0.0 ) {
			float lightDistance = length( lVector );
			light.color = spotLight.color * spotAttenuation;
			light.color *= getDistanceAttenuation( lightDistance, spotLight.distance, spotLight.decay );
			light.visible = ( light.color != vec3( 0.0 ) );
		} else {
			light.color = vec3( 0.0 );
			light.visible = false;
		}
	}
#endif
#if NUM_RECT_AREA_LIGHTS > 0
	struct RectAreaLight {
		vec3 color;
		vec3 position;
		vec3 halfWidth;
		vec3 halfHeight;
	};
	uniform sampler2D ltc_1;	uniform sampler2D ltc_2;
	uniform RectAreaLight rectAreaLights[ NUM_RECT_AREA_LIGHTS ];
#endif
#if NUM_HEMI_LIGHTS > 0
	struct HemisphereLight {
		vec3 direction;
		vec3 skyColor;
		vec3 groundColor;
	};
	uniform HemisphereLight hemisphereLights[ NUM_HEMI_LIGHTS ];
	vec3 getHemisphereLightIrradiance( const in HemisphereLight hemiLight, const in vec3 normal ) {
		float dotNL = dot( normal, hemiLight.direction );
		float hemiDiffuseWeight = 0.5 * dotNL + 0.5;
		vec3 irradiance = mix( hemiLight.groundColor, hemiLight.skyColor, hemiDiffuseWeight );
		return irradiance;
	}
#endif
#include <lightprobes_pars_fragment>`,Gv=`#ifdef USE_ENVMAP
	vec3 getIBLIrradiance( const in vec3 normal ) {
		#ifdef ENVMAP_TYPE_PMREM
			vec3 worldNormal = transformNormalByInverseViewMatrix( normal, viewMatrix );
			vec4 envMapColor = textureLod( envMap, envMapRotation * worldNormal, ENVMAP_MAX_LOD );
			return PI * envMapColor.rgb * envMapIntensity;
		#else
			return vec3( 0.0 );
		#endif
	}
	vec3 getIBLRadiance( const in vec3 viewDir, const in vec3 normal, const in float roughness ) {
		#ifdef ENVMAP_TYPE_PMREM
			vec3 reflectVec = reflect( - viewDir, normal );
			reflectVec = normalize( mix( reflectVec, normal, pow4( roughness ) ) );
			reflectVec = transformDirectionByInverseViewMatrix( reflectVec, viewMatrix );
			vec4 envMapColor = textureLod( envMap, envMapRotation * reflectVec, roughnessToMip( roughness ) );
			return envMapColor.rgb * envMapIntensity;
		#else
			return vec3( 0.0 );
		#endif
	}
	#ifdef USE_RETROREFLECTION
		vec3 getIBLRetroRadiance( const in vec3 viewDir, const in vec3 normal, const in float roughness ) {
			#ifdef ENVMAP_TYPE_PMREM
				vec3 retroVec = normalize( mix( viewDir, normal, pow4( roughness ) ) );
				retroVec = transformDirectionByInverseViewMatrix( retroVec, viewMatrix );
				vec4 envMapColor = textureLod( envMap, envMapRotation * retroVec, roughnessToMip( roughness ) );
				return envMapColor.rgb * envMapIntensity;
			#else
				return vec3( 0.0 );
			#endif
		}
	#endif
	#ifdef USE_ANISOTROPY
		vec3 getIBLAnisotropyRadiance( const in vec3 viewDir, const in vec3 normal, const in float roughness, const in vec3 bitangent, const in float anisotropy ) {
			#ifdef ENVMAP_TYPE_PMREM
				vec3 bentNormal = cross( bitangent, viewDir );
				bentNormal = normalize( cross( bentNormal, bitangent ) );
				bentNormal = normalize( mix( bentNormal, normal, pow2( pow2( 1.0 - anisotropy * ( 1.0 - roughness ) ) ) ) );
				return getIBLRadiance( viewDir, bentNormal, roughness );
			#else
				return vec3( 0.0 );
			#endif
		}
		#ifdef USE_RETROREFLECTION
			vec3 getIBLAnisotropyRetroRadiance( const in vec3 viewDir, const in vec3 normal, const in float roughness, const in vec3 bitangent, const in float anisotropy ) {
				#ifdef ENVMAP_TYPE_PMREM
					vec3 bentNormal = cross( bitangent, viewDir );
					bentNormal = normalize( cross( bentNormal, bitangent ) );
					bentNormal = normalize( mix( bentNormal, normal, pow2( pow2( 1.0 - anisotropy * ( 1.0 - roughness ) ) ) ) );
					return getIBLRetroRadiance( viewDir, bentNormal, roughness );
				#else
					return vec3( 0.0 );
				#endif
			}
		#endif
	#endif
#endif`,Vv=`ToonMaterial material;
material.diffuseColor = diffuseColor.rgb;`,Hv=`varying vec3 vViewPosition;
struct ToonMaterial {
	vec3 diffuseColor;
};
void RE_Direct_Toon( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in ToonMaterial material, inout ReflectedLight reflectedLight ) {
	vec3 irradiance = getGradientIrradiance( geometryNormal, directLight.direction ) * directLight.color;
	reflectedLight.directDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
void RE_IndirectDiffuse_Toon( const in vec3 irradiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in ToonMaterial material, inout ReflectedLight reflectedLight ) {
	reflectedLight.indirectDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
#define RE_Direct				RE_Direct_Toon
#define RE_IndirectDiffuse		RE_IndirectDiffuse_Toon`,Wv=`BlinnPhongMaterial material;
material.diffuseColor = diffuseColor.rgb;
material.specularColor = specular;
material.specularShininess = shininess;
material.specularStrength = specularStrength;`,Xv=`varying vec3 vViewPosition;
struct BlinnPhongMaterial {
	vec3 diffuseColor;
	vec3 specularColor;
	float specularShininess;
	float specularStrength;
};
void RE_Direct_BlinnPhong( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in BlinnPhongMaterial material, inout ReflectedLight reflectedLight ) {
	float dotNL = saturate( dot( geometryNormal, directLight.direction ) );
	vec3 irradiance = dotNL * directLight.color;
	reflectedLight.directDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
	reflectedLight.directSpecular += irradiance * BRDF_BlinnPhong( directLight.direction, geometryViewDir, geometryNormal, material.specularColor, material.specularShininess ) * material.specularStrength;
}
void RE_IndirectDiffuse_BlinnPhong( const in vec3 irradiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in BlinnPhongMaterial material, inout ReflectedLight reflectedLight ) {
	reflectedLight.indirectDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
#define RE_Direct				RE_Direct_BlinnPhong
#define RE_IndirectDiffuse		RE_IndirectDiffuse_BlinnPhong`,$v=`PhysicalMaterial material;
material.diffuseColor = diffuseColor.rgb;
material.diffuseContribution = diffuseColor.rgb * ( 1.0 - metalnessFactor );
material.metalness = metalnessFactor;
vec3 dxy = max( abs( dFdx( nonPerturbedNormal ) ), abs( dFdy( nonPerturbedNormal ) ) );
float geometryRoughness = max( max( dxy.x, dxy.y ), dxy.z );
material.roughness = max( roughnessFactor, 0.045 );
material.roughness += geometryRoughness;
material.roughness = min( material.roughness, 1.0 );
#ifdef USE_DIFFUSE_ROUGHNESS
	float diffuseRoughnessFactor = diffuseRoughness;
	#ifdef USE_DIFFUSE_ROUGHNESSMAP
		diffuseRoughnessFactor *= texture2D( diffuseRoughnessMap, vDiffuseRoughnessMapUv ).r;
	#endif
	material.diffuseRoughness = saturate( diffuseRoughnessFactor );
#endif
#ifdef IOR
	material.ior = ior;
	#ifdef USE_SPECULAR
		float specularIntensityFactor = specularIntensity;
		vec3 specularColorFactor = specularColor;
		#ifdef USE_SPECULAR_COLORMAP
			specularColorFactor *= texture2D( specularColorMap, vSpecularColorMapUv ).rgb;
		#endif
		#ifdef USE_SPECULAR_INTENSITYMAP
			specularIntensityFactor *= texture2D( specularIntensityMap, vSpecularIntensityMapUv ).a;
		#endif
		material.specularF90 = mix( specularIntensityFactor, 1.0, metalnessFactor );
	#else
		float specularIntensityFactor = 1.0;
		vec3 specularColorFactor = vec3( 1.0 );
		material.specularF90 = 1.0;
	#endif
	material.specularColor = min( pow2( ( material.ior - 1.0 ) / ( material.ior + 1.0 ) ) * specularColorFactor, vec3( 1.0 ) ) * specularIntensityFactor;
	material.specularColorBlended = mix( material.specularColor, diffuseColor.rgb, metalnessFactor );
#else
	material.specularColor = vec3( 0.04 );
	material.specularColorBlended = mix( material.specularColor, diffuseColor.rgb, metalnessFactor );
	material.specularF90 = 1.0;
#endif
#ifdef USE_CLEARCOAT
	material.clearcoat = clearcoat;
	material.clearcoatRoughness = clearcoatRoughness;
	material.clearcoatF0 = vec3( 0.04 );
	material.clearcoatF90 = 1.0;
	#ifdef USE_CLEARCOATMAP
		material.clearcoat *= texture2D( clearcoatMap, vClearcoatMapUv ).x;
	#endif
	#ifdef USE_CLEARCOAT_ROUGHNESSMAP
		material.clearcoatRoughness *= texture2D( clearcoatRoughnessMap, vClearcoatRoughnessMapUv ).y;
	#endif
	material.clearcoat = saturate( material.clearcoat );	material.clearcoatRoughness = max( material.clearcoatRoughness, 0.045 );
	material.clearcoatRoughness += geometryRoughness;
	material.clearcoatRoughness = min( material.clearcoatRoughness, 1.0 );
#endif
#ifdef USE_DISPERSION
	material.dispersion = dispersion;
#endif
#ifdef USE_RETROREFLECTION
	material.retroreflectivity = retroreflectivity;
#endif
#ifdef USE_IRIDESCENCE
	material.iridescence = iridescence;
	material.iridescenceIOR = iridescenceIOR;
	#ifdef USE_IRIDESCENCEMAP
		material.iridescence *= texture2D( iridescenceMap, vIridescenceMapUv ).r;
	#endif
	#ifdef USE_IRIDESCENCE_THICKNESSMAP
		material.iridescenceThickness = (iridescenceThicknessMaximum - iridescenceThicknessMinimum) * texture2D( iridescenceThicknessMap, vIridescenceThicknessMapUv ).g + iridescenceThicknessMinimum;
	#else
		material.iridescenceThickness = iridescenceThicknessMaximum;
	#endif
#endif
#ifdef USE_SHEEN
	material.sheenColor = sheenColor;
	#ifdef USE_SHEEN_COLORMAP
		material.sheenColor *= texture2D( sheenColorMap, vSheenColorMapUv ).rgb;
	#endif
	material.sheenRoughness = clamp( sheenRoughness, 0.0001, 1.0 );
	#ifdef USE_SHEEN_ROUGHNESSMAP
		material.sheenRoughness *= texture2D( sheenRoughnessMap, vSheenRoughnessMapUv ).a;
	#endif
#endif
#ifdef USE_ANISOTROPY
	#ifdef USE_ANISOTROPYMAP
		mat2 anisotropyMat = mat2( anisotropyVector.x, anisotropyVector.y, - anisotropyVector.y, anisotropyVector.x );
		vec3 anisotropyPolar = texture2D( anisotropyMap, vAnisotropyMapUv ).rgb;
		vec2 anisotropyV = anisotropyMat * normalize( 2.0 * anisotropyPolar.rg - vec2( 1.0 ) ) * anisotropyPolar.b;
	#else
		vec2 anisotropyV = anisotropyVector;
	#endif
	material.anisotropy = length( anisotropyV );
	if( material.anisotropy == 0.0 ) {
		anisotropyV = vec2( 1.0, 0.0 );
	} else {
		anisotropyV /= material.anisotropy;
		material.anisotropy = saturate( material.anisotropy );
	}
	material.alphaT = mix( pow2( material.roughness ), 1.0, pow2( material.anisotropy ) );
	material.anisotropyT = tbn[ 0 ] * anisotropyV.x + tbn[ 1 ] * anisotropyV.y;
	material.anisotropyB = tbn[ 1 ] * anisotropyV.x - tbn[ 0 ] * anisotropyV.y;
#endif`,qv=`uniform sampler2D dfgLUT;
struct PhysicalMaterial {
	vec3 diffuseColor;
	vec3 diffuseContribution;
	vec3 specularColor;
	vec3 specularColorBlended;
	float roughness;
	float metalness;
	float specularF90;
	float dispersion;
	vec2 dfg;
	vec3 multiScatteringCompensation;
	#ifdef USE_DIFFUSE_ROUGHNESS
		float diffuseRoughness;
	#endif
	#ifdef USE_RETROREFLECTION
		float retroreflectivity;
	#endif
	#ifdef USE_CLEARCOAT
		float clearcoat;
		float clearcoatRoughness;
		vec3 clearcoatF0;
		float clearcoatF90;
	#endif
	#ifdef USE_IRIDESCENCE
		float iridescence;
		float iridescenceIOR;
		float iridescenceThickness;
		vec3 iridescenceFresnel;
		vec3 iridescenceF0Dielectric;
		vec3 iridescenceF0Metallic;
	#endif
	#ifdef USE_SHEEN
		vec3 sheenColor;
		float sheenRoughness;
	#endif
	#ifdef IOR
		float ior;
	#endif
	#ifdef USE_TRANSMISSION
		float transmission;
		float transmissionAlpha;
		float thickness;
		float attenuationDistance;
		vec3 attenuationColor;
	#endif
	#ifdef USE_ANISOTROPY
		float anisotropy;
		float alphaT;
		vec3 anisotropyT;
		vec3 anisotropyB;
	#endif
};
vec3 clearcoatSpecularDirect = vec3( 0.0 );
vec3 clearcoatSpecularIndirect = vec3( 0.0 );
vec3 sheenSpecularDirect = vec3( 0.0 );
vec3 sheenSpecularIndirect = vec3(0.0 );
vec3 Schlick_to_F0( const in vec3 f, const in float f90, const in float dotVH ) {
    float x = clamp( 1.0 - dotVH, 0.0, 1.0 );
    float x2 = x * x;
    float x5 = clamp( x * x2 * x2, 0.0, 0.9999 );
    return ( f - vec3( f90 ) * x5 ) / ( 1.0 - x5 );
}
#ifdef USE_DIFFUSE_ROUGHNESS
	const float EON_EPSILON = 1e-7;
	float FON_DirectionalAlbedo( const in float mu, const in float roughness, const in float A ) {
		float muComp = 1.0 - mu;
		float gOverPi = muComp * ( 0.0571085289 + muComp * ( 0.491881867 + muComp * ( - 0.332181442 + muComp * 0.0714429953 ) ) );
		return A * ( 1.0 + roughness * gOverPi );
	}
	vec3 BRDF_EON( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, const in vec3 diffuseColor, const in float roughness ) {
		vec3 rho = saturate( diffuseColor );
		if ( roughness <= EON_EPSILON ) return BRDF_Lambert( rho );
		float dotNL = saturate( dot( normal, lightDir ) );
		float dotNV = saturate( dot( normal, viewDir ) );
		float s = dot( lightDir, viewDir ) - dotNL * dotNV;
		float sOverT = ( s > 0.0 ) ? s / max( max( dotNL, dotNV ), EON_EPSILON ) : s;
		float A = 1.0 / ( 1.0 + ( 0.5 - 2.0 / ( 3.0 * PI ) ) * roughness );
		vec3 singleScatter = rho * RECIPROCAL_PI * A * ( 1.0 + roughness * sOverT );
		float averageAlbedo = A * ( 1.0 + ( 2.0 / 3.0 - 28.0 / ( 15.0 * PI ) ) * roughness );
		float albedoV = FON_DirectionalAlbedo( dotNV, roughness, A );
		float albedoL = FON_DirectionalAlbedo( dotNL, roughness, A );
		vec3 rhoMultiScatter = rho * rho * averageAlbedo / max( vec3( EON_EPSILON ), vec3( 1.0 ) - rho * ( 1.0 - averageAlbedo ) );
		vec3 multiScatter = rhoMultiScatter * RECIPROCAL_PI
			* max( EON_EPSILON, 1.0 - albedoV )
			* max( EON_EPSILON, 1.0 - albedoL )
			/ max( EON_EPSILON, 1.0 - averageAlbedo );
		return singleScatter + multiScatter;
	}
	vec3 EON_DirectionalAlbedo( const in vec3 diffuseColor, const in float roughness, const in float dotNV ) {
		vec3 rho = saturate( diffuseColor );
		if ( roughness <= EON_EPSILON ) return rho;
		float A = 1.0 / ( 1.0 + ( 0.5 - 2.0 / ( 3.0 * PI ) ) * roughness );
		float directionalAlbedo = FON_DirectionalAlbedo( dotNV, roughness, A );
		float averageAlbedo = A * ( 1.0 + ( 2.0 / 3.0 - 28.0 / ( 15.0 * PI ) ) * roughness );
		vec3 rhoMultiScatter = rho * rho * averageAlbedo / max( vec3( EON_EPSILON ), vec3( 1.0 ) - rho * ( 1.0 - averageAlbedo ) );
		return rho * directionalAlbedo + rhoMultiScatter * ( 1.0 - directionalAlbedo );
	}
#endif
float V_GGX_SmithCorrelated( const in float alpha, const in float dotNL, const in float dotNV ) {
	float a2 = pow2( alpha );
	float gv = dotNL * sqrt( a2 + ( 1.0 - a2 ) * pow2( dotNV ) );
	float gl = dotNV * sqrt( a2 + ( 1.0 - a2 ) * pow2( dotNL ) );
	return 0.5 / max( gv + gl, EPSILON );
}
float D_GGX( const in float alpha, const in float dotNH ) {
	float a2 = pow2( alpha );
	float denom = pow2( dotNH ) * ( a2 - 1.0 ) + 1.0;
	return RECIPROCAL_PI * a2 / pow2( denom );
}
#ifdef USE_ANISOTROPY
	float V_GGX_SmithCorrelated_Anisotropic( const in float alphaT, const in float alphaB, const in float dotTV, const in float dotBV, const in float dotTL, const in float dotBL, const in float dotNV, const in float dotNL ) {
		float gv = dotNL * length( vec3( alphaT * dotTV, alphaB * dotBV, dotNV ) );
		float gl = dotNV * length( vec3( alphaT * dotTL, alphaB * dotBL, dotNL ) );
		return 0.5 / max( gv + gl, EPSILON );
	}
	float D_GGX_Anisotropic( const in float alphaT, const in float alphaB, const in float dotNH, const in float dotTH, const in float dotBH ) {
		float a2 = alphaT * alphaB;
		highp vec3 v = vec3( alphaB * dotTH, alphaT * dotBH, a2 * dotNH );
		highp float v2 = dot( v, v );
		float w2 = a2 / v2;
		return RECIPROCAL_PI * a2 * pow2 ( w2 );
	}
#endif
#ifdef USE_CLEARCOAT
	vec3 BRDF_GGX_Clearcoat( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, const in PhysicalMaterial material) {
		vec3 f0 = material.clearcoatF0;
		float f90 = material.clearcoatF90;
		float roughness = max( material.clearcoatRoughness, 0.045 );
		float alpha = pow2( roughness );
		vec3 halfDir = normalize( lightDir + viewDir );
		float dotNL = saturate( dot( normal, lightDir ) );
		float dotNV = saturate( dot( normal, viewDir ) );
		float dotNH = saturate( dot( normal, halfDir ) );
		float dotVH = saturate( dot( viewDir, halfDir ) );
		vec3 F = F_Schlick( f0, f90, dotVH );
		float V = V_GGX_SmithCorrelated( alpha, dotNL, dotNV );
		float D = D_GGX( alpha, dotNH );
		return F * ( V * D );
	}
#endif
vec3 BRDF_GGX( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, const in PhysicalMaterial material ) {
	vec3 f0 = material.specularColorBlended;
	float f90 = material.specularF90;
	float roughness = max( material.roughness, 0.045 );
	float alpha = pow2( roughness );
	vec3 halfDir = normalize( lightDir + viewDir );
	float dotNL = saturate( dot( normal, lightDir ) );
	float dotNV = saturate( dot( normal, viewDir ) );
	float dotNH = saturate( dot( normal, halfDir ) );
	float dotVH = saturate( dot( viewDir, halfDir ) );
	vec3 F = F_Schlick( f0, f90, dotVH );
	#ifdef USE_IRIDESCENCE
		F = mix( F, material.iridescenceFresnel, material.iridescence );
	#endif
	#ifdef USE_ANISOTROPY
		float dotTL = dot( material.anisotropyT, lightDir );
		float dotTV = dot( material.anisotropyT, viewDir );
		float dotTH = dot( material.anisotropyT, halfDir );
		float dotBL = dot( material.anisotropyB, lightDir );
		float dotBV = dot( material.anisotropyB, viewDir );
		float dotBH = dot( material.anisotropyB, halfDir );
		float alphaT = max( material.alphaT, alpha );
		float V = V_GGX_SmithCorrelated_Anisotropic( alphaT, alpha, dotTV, dotBV, dotTL, dotBL, dotNV, dotNL );
		float D = D_GGX_Anisotropic( alphaT, alpha, dotNH, dotTH, dotBH );
	#else
		float V = V_GGX_SmithCorrelated( alpha, dotNL, dotNV );
		float D = D_GGX( alpha, dotNH );
	#endif
	return F * ( V * D );
}
vec2 LTC_Uv( const in vec3 N, const in vec3 V, const in float roughness ) {
	const float LUT_SIZE = 64.0;
	const float LUT_SCALE = ( LUT_SIZE - 1.0 ) / LUT_SIZE;
	const float LUT_BIAS = 0.5 / LUT_SIZE;
	float dotNV = saturate( dot( N, V ) );
	vec2 uv = vec2( roughness, sqrt( 1.0 - dotNV ) );
	uv = uv * LUT_SCALE + LUT_BIAS;
	return uv;
}
float LTC_ClippedSphereFormFactor( const in vec3 f ) {
	float l = length( f );
	return max( ( l * l + f.z ) / ( l + 1.0 ), 0.0 );
}
vec3 LTC_EdgeVectorFormFactor( const in vec3 v1, const in vec3 v2 ) {
	float x = dot( v1, v2 );
	float y = abs( x );
	float a = 0.8543985 + ( 0.4965155 + 0.0145206 * y ) * y;
	float b = 3.4175940 + ( 4.1616724 + y ) * y;
	float v = a / b;
	float theta_sintheta = ( x > 0.0 ) ? v : 0.5 * inversesqrt( max( 1.0 - x * x, 1e-7 ) ) - v;
	return cross( v1, v2 ) * theta_sintheta;
}
vec3 LTC_Evaluate( const in vec3 N, const in vec3 V, const in vec3 P, const in mat3 mInv, const in vec3 rectCoords[ 4 ] ) {
	vec3 v1 = rectCoords[ 1 ] - rectCoords[ 0 ];
	vec3 v2 = rectCoords[ 3 ] - rectCoords[ 0 ];
	vec3 lightNormal = cross( v1, v2 );
	if( dot( lightNormal, P - rectCoords[ 0 ] ) < 0.0 ) return vec3( 0.0 );
	vec3 T1, T2;
	T1 = normalize( V - N * dot( V, N ) );
	T2 = - cross( N, T1 );
	mat3 mat = mInv * transpose( mat3( T1, T2, N ) );
	vec3 coords[ 4 ];
	coords[ 0 ] = mat * ( rectCoords[ 0 ] - P );
	coords[ 1 ] = mat * ( rectCoords[ 1 ] - P );
	coords[ 2 ] = mat * ( rectCoords[ 2 ] - P );
	coords[ 3 ] = mat * ( rectCoords[ 3 ] - P );
	coords[ 0 ] = normalize( coords[ 0 ] );
	coords[ 1 ] = normalize( coords[ 1 ] );
	coords[ 2 ] = normalize( coords[ 2 ] );
	coords[ 3 ] = normalize( coords[ 3 ] );
	vec3 vectorFormFactor = vec3( 0.0 );
	vectorFormFactor += LTC_EdgeVectorFormFactor( coords[ 0 ], coords[ 1 ] );
	vectorFormFactor += LTC_EdgeVectorFormFactor( coords[ 1 ], coords[ 2 ] );
	vectorFormFactor += LTC_EdgeVectorFormFactor( coords[ 2 ], coords[ 3 ] );
	vectorFormFactor += LTC_EdgeVectorFormFactor( coords[ 3 ], coords[ 0 ] );
	float result = LTC_ClippedSphereFormFactor( vectorFormFactor );
	return vec3( result );
}
#if defined( USE_SHEEN )
float D_Charlie( float roughness, float dotNH ) {
	float alpha = pow2( roughness );
	float invAlpha = 1.0 / alpha;
	float cos2h = dotNH * dotNH;
	float sin2h = max( 1.0 - cos2h, 0.0078125 );
	return ( 2.0 + invAlpha ) * pow( sin2h, invAlpha * 0.5 ) / ( 2.0 * PI );
}
float V_Neubelt( float dotNV, float dotNL ) {
	return saturate( 1.0 / ( 4.0 * ( dotNL + dotNV - dotNL * dotNV ) ) );
}
vec3 BRDF_Sheen( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, vec3 sheenColor, const in float sheenRoughness ) {
	vec3 halfDir = normalize( lightDir + viewDir );
	float dotNL = saturate( dot( normal, lightDir ) );
	float dotNV = saturate( dot( normal, viewDir ) );
	float dotNH = saturate( dot( normal, halfDir ) );
	float D = D_Charlie( sheenRoughness, dotNH );
	float V = V_Neubelt( dotNV, dotNL );
	return sheenColor * ( D * V );
}
#endif
float IBLSheenBRDF( const in vec3 normal, const in vec3 viewDir, const in float roughness ) {
	float dotNV = saturate( dot( normal, viewDir ) );
	float r2 = roughness * roughness;
	float rInv = 1.0 / ( roughness + 0.1 );
	float a = -1.9362 + 1.0678 * roughness + 0.4573 * r2 - 0.8469 * rInv;
	float b = -0.6014 + 0.5538 * roughness - 0.4670 * r2 - 0.1255 * rInv;
	float DG = exp( a * dotNV + b );
	return saturate( DG );
}
vec3 EnvironmentBRDF( const in vec3 normal, const in vec3 viewDir, const in vec3 specularColor, const in float specularF90, const in float roughness ) {
	float dotNV = saturate( dot( normal, viewDir ) );
	vec2 fab = texture2D( dfgLUT, vec2( roughness, dotNV ) ).rg;
	return specularColor * fab.x + specularF90 * fab.y;
}
#ifdef USE_IRIDESCENCE
void computeMultiscatteringIridescence( const in vec2 fab, const in vec3 specularColor, const in float specularF90, const in float iridescence, const in vec3 iridescenceF0, inout vec3 singleScatter, inout vec3 multiScatter ) {
#else
void computeMultiscattering( const in vec2 fab, const in vec3 specularColor, const in float specularF90, inout vec3 singleScatter, inout vec3 multiScatter ) {
#endif
	#ifdef USE_IRIDESCENCE
		vec3 Fr = mix( specularColor, iridescenceF0, iridescence );
	#else
		vec3 Fr = specularColor;
	#endif
	vec3 FssEss = Fr * fab.x + specularF90 * fab.y;
	float Ess = fab.x + fab.y;
	float Ems = 1.0 - Ess;
	vec3 Favg = Fr + ( 1.0 - Fr ) * 0.047619;	vec3 Fms = FssEss * Favg / ( 1.0 - Ems * Favg );
	singleScatter += FssEss;
	multiScatter += Fms * Ems;
}
#if NUM_RECT_AREA_LIGHTS > 0
	void RE_Direct_RectArea_Physical( const in RectAreaLight rectAreaLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight ) {
		vec3 normal = geometryNormal;
		vec3 viewDir = geometryViewDir;
		vec3 position = geometryPosition;
		vec3 lightPos = rectAreaLight.position;
		vec3 halfWidth = rectAreaLight.halfWidth;
		vec3 halfHeight = rectAreaLight.halfHeight;
		vec3 lightColor = rectAreaLight.color;
		float roughness = material.roughness;
		vec3 rectCoords[ 4 ];
		rectCoords[ 0 ] = lightPos + halfWidth - halfHeight;		rectCoords[ 1 ] = lightPos - halfWidth - halfHeight;
		rectCoords[ 2 ] = lightPos - halfWidth + halfHeight;
		rectCoords[ 3 ] = lightPos + halfWidth + halfHeight;
		vec2 uv = LTC_Uv( normal, viewDir, roughness );
		vec4 t1 = texture2D( ltc_1, uv );
		vec4 t2 = texture2D( ltc_2, uv );
		mat3 mInv = mat3(
			vec3( t1.x, 0, t1.y ),
			vec3(    0, 1,    0 ),
			vec3( t1.z, 0, t1.w )
		);
		vec3 fresnel = ( material.specularColorBlended * t2.x + ( material.specularF90 - material.specularColorBlended ) * t2.y );
		reflectedLight.directSpecular += lightColor * fresnel * LTC_Evaluate( normal, viewDir, position, mInv, rectCoords );
		reflectedLight.directDiffuse += lightColor * material.diffuseContribution * LTC_Evaluate( normal, viewDir, position, mat3( 1.0 ), rectCoords );
		#ifdef USE_CLEARCOAT
			vec3 Ncc = geometryClearcoatNormal;
			vec2 uvClearcoat = LTC_Uv( Ncc, viewDir, material.clearcoatRoughness );
			vec4 t1Clearcoat = texture2D( ltc_1, uvClearcoat );
			vec4 t2Clearcoat = texture2D( ltc_2, uvClearcoat );
			mat3 mInvClearcoat = mat3(
				vec3( t1Clearcoat.x, 0, t1Clearcoat.y ),
				vec3(             0, 1,             0 ),
				vec3( t1Clearcoat.z, 0, t1Clearcoat.w )
			);
			vec3 fresnelClearcoat = material.clearcoatF0 * t2Clearcoat.x + ( material.clearcoatF90 - material.clearcoatF0 ) * t2Clearcoat.y;
			clearcoatSpecularDirect += lightColor * fresnelClearcoat * LTC_Evaluate( Ncc, viewDir, position, mInvClearcoat, rectCoords );
		#endif
	}
#endif
void RE_Direct_Physical( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight ) {
	float dotNL = saturate( dot( geometryNormal, directLight.direction ) );
	vec3 irradiance = dotNL * directLight.color;
	#ifdef USE_CLEARCOAT
		float dotNLcc = saturate( dot( geometryClearcoatNormal, directLight.direction ) );
		vec3 ccIrradiance = dotNLcc * directLight.color;
		clearcoatSpecularDirect += ccIrradiance * BRDF_GGX_Clearcoat( directLight.direction, geometryViewDir, geometryClearcoatNormal, material );
	#endif
	#ifdef USE_SHEEN
 
 		sheenSpecularDirect += irradiance * BRDF_Sheen( directLight.direction, geometryViewDir, geometryNormal, material.sheenColor, material.sheenRoughness );
 
 		float sheenAlbedoV = IBLSheenBRDF( geometryNormal, geometryViewDir, material.sheenRoughness );
 		float sheenAlbedoL = IBLSheenBRDF( geometryNormal, directLight.direction, material.sheenRoughness );
 
 		float sheenEnergyComp = 1.0 - max3( material.sheenColor ) * max( sheenAlbedoV, sheenAlbedoL );
 
 		irradiance *= sheenEnergyComp;
 
 	#endif
	vec3 specularBRDF = BRDF_GGX( directLight.direction, geometryViewDir, geometryNormal, material );
	#ifdef USE_RETROREFLECTION
		vec3 retroViewDir = reflect( - geometryViewDir, geometryNormal );
		vec3 retroSpecularBRDF = BRDF_GGX( directLight.direction, retroViewDir, geometryNormal, material );
		specularBRDF = mix( specularBRDF, retroSpecularBRDF, saturate( material.retroreflectivity ) );
	#endif
	reflectedLight.directSpecular += irradiance * specularBRDF * material.multiScatteringCompensation;
	vec3 halfDir = normalize( directLight.direction + geometryViewDir );
	float dotVH = saturate( dot( geometryViewDir, halfDir ) );
	vec3 F = F_Schlick( material.specularColor, material.specularF90, dotVH );
	#ifdef USE_RETROREFLECTION
		vec3 retroHalfDir = normalize( directLight.direction + retroViewDir );
		float dotRetroVH = saturate( dot( retroViewDir, retroHalfDir ) );
		vec3 retroF = F_Schlick( material.specularColor, material.specularF90, dotRetroVH );
		F = mix( F, retroF, saturate( material.retroreflectivity ) );
	#endif
	#ifdef USE_DIFFUSE_ROUGHNESS
		vec3 diffuseBRDF = BRDF_EON( directLight.direction, geometryViewDir, geometryNormal, material.diffuseColor, material.diffuseRoughness ) * ( 1.0 - material.metalness );
	#else
		vec3 diffuseBRDF = BRDF_Lambert( material.diffuseContribution );
	#endif
	reflectedLight.directDiffuse += irradiance * diffuseBRDF * ( 1.0 - F );
}
void RE_IndirectDiffuse_Physical( const in vec3 irradiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight ) {
	vec3 singleScattering = vec3( 0.0 );
	vec3 multiScattering = vec3( 0.0 );
	#ifdef USE_IRIDESCENCE
		computeMultiscatteringIridescence( material.dfg, material.specularColor, material.specularF90, material.iridescence, material.iridescenceF0Dielectric, singleScattering, multiScattering );
	#else
		computeMultiscattering( material.dfg, material.specularColor, material.specularF90, singleScattering, multiScattering );
	#endif
	#ifdef USE_DIFFUSE_ROUGHNESS
		float dotNV = saturate( dot( geometryNormal, geometryViewDir ) );
		vec3 diffuseAlbedo = EON_DirectionalAlbedo( material.diffuseColor, material.diffuseRoughness, dotNV ) * ( 1.0 - material.metalness );
		vec3 diffuse = irradiance * RECIPROCAL_PI * diffuseAlbedo * ( 1.0 - singleScattering - multiScattering );
	#else
		vec3 diffuse = irradiance * BRDF_Lambert( material.diffuseContribution ) * ( 1.0 - singleScattering - multiScattering );
	#endif
	#ifdef USE_SHEEN
		float sheenAlbedo = IBLSheenBRDF( geometryNormal, geometryViewDir, material.sheenRoughness );
		sheenSpecularIndirect += irradiance * material.sheenColor * sheenAlbedo * RECIPROCAL_PI;
		float sheenEnergyComp = 1.0 - max3( material.sheenColor ) * sheenAlbedo;
		diffuse *= sheenEnergyComp;
	#endif
	reflectedLight.indirectDiffuse += diffuse;
}
void RE_IndirectSpecular_Physical( const in vec3 radiance, const in vec3 irradiance, const in vec3 clearcoatRadiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight) {
	#ifdef USE_CLEARCOAT
		clearcoatSpecularIndirect += clearcoatRadiance * EnvironmentBRDF( geometryClearcoatNormal, geometryViewDir, material.clearcoatF0, material.clearcoatF90, material.clearcoatRoughness );
	#endif
	#ifdef USE_SHEEN
		sheenSpecularIndirect += irradiance * material.sheenColor * IBLSheenBRDF( geometryNormal, geometryViewDir, material.sheenRoughness ) * RECIPROCAL_PI;
 	#endif
	vec3 singleScatteringDielectric = vec3( 0.0 );
	vec3 multiScatteringDielectric = vec3( 0.0 );
	vec3 singleScatteringMetallic = vec3( 0.0 );
	vec3 multiScatteringMetallic = vec3( 0.0 );
	#ifdef USE_IRIDESCENCE
		computeMultiscatteringIridescence( material.dfg, material.specularColor, material.specularF90, material.iridescence, material.iridescenceF0Dielectric, singleScatteringDielectric, multiScatteringDielectric );
		computeMultiscatteringIridescence( material.dfg, material.diffuseColor, material.specularF90, material.iridescence, material.iridescenceF0Metallic, singleScatteringMetallic, multiScatteringMetallic );
	#else
		computeMultiscattering( material.dfg, material.specularColor, material.specularF90, singleScatteringDielectric, multiScatteringDielectric );
		computeMultiscattering( material.dfg, material.diffuseColor, material.specularF90, singleScatteringMetallic, multiScatteringMetallic );
	#endif
	vec3 singleScattering = mix( singleScatteringDielectric, singleScatteringMetallic, material.metalness );
	vec3 multiScattering = mix( multiScatteringDielectric, multiScatteringMetallic, material.metalness );
	vec3 totalScatteringDielectric = singleScatteringDielectric + multiScatteringDielectric;
	#ifdef USE_DIFFUSE_ROUGHNESS
		float dotNV = saturate( dot( geometryNormal, geometryViewDir ) );
		vec3 diffuse = EON_DirectionalAlbedo( material.diffuseColor, material.diffuseRoughness, dotNV ) * ( 1.0 - material.metalness ) * ( 1.0 - totalScatteringDielectric );
	#else
		vec3 diffuse = material.diffuseContribution * ( 1.0 - totalScatteringDielectric );
	#endif
	vec3 cosineWeightedIrradiance = irradiance * RECIPROCAL_PI;
	vec3 indirectSpecular = radiance * singleScattering;
	indirectSpecular += multiScattering * cosineWeightedIrradiance;
	vec3 indirectDiffuse = diffuse * cosineWeightedIrradiance;
	#ifdef USE_SHEEN
		float sheenAlbedo = IBLSheenBRDF( geometryNormal, geometryViewDir, material.sheenRoughness );
		float sheenEnergyComp = 1.0 - max3( material.sheenColor ) * sheenAlbedo;
		indirectSpecular *= sheenEnergyComp;
		indirectDiffuse *= sheenEnergyComp;
	#endif
	reflectedLight.indirectSpecular += indirectSpecular;
	reflectedLight.indirectDiffuse += indirectDiffuse;
}
#define RE_Direct				RE_Direct_Physical
#define RE_Direct_RectArea		RE_Direct_RectArea_Physical
#define RE_IndirectDiffuse		RE_IndirectDiffuse_Physical
#define RE_IndirectSpecular		RE_IndirectSpecular_Physical
float computeSpecularOcclusion( const in float dotNV, const in float ambientOcclusion, const in float roughness ) {
	return saturate( pow( dotNV + ambientOcclusion, exp2( - 16.0 * roughness - 1.0 ) ) - 1.0 + ambientOcclusion );
}`,Yv=`
vec3 geometryPosition = - vViewPosition;
vec3 geometryNormal = normal;
vec3 geometryViewDir = ( isOrthographic ) ? vec3( 0, 0, 1 ) : normalize( vViewPosition );
vec3 geometryClearcoatNormal = vec3( 0.0 );
#ifdef USE_CLEARCOAT
	geometryClearcoatNormal = clearcoatNormal;
#endif
#ifdef USE_IRIDESCENCE
	float dotNVi = saturate( dot( normal, geometryViewDir ) );
	if ( material.iridescenceThickness == 0.0 ) {
		material.iridescence = 0.0;
	} else {
		material.iridescence = saturate( material.iridescence );
	}
	if ( material.iridescence > 0.0 ) {
		vec3 iridescenceFresnelDielectric = evalIridescence( 1.0, material.iridescenceIOR, dotNVi, material.iridescenceThickness, material.specularColor );
		vec3 iridescenceFresnelMetallic = evalIridescence( 1.0, material.iridescenceIOR, dotNVi, material.iridescenceThickness, material.diffuseColor );
		material.iridescenceFresnel = mix( iridescenceFresnelDielectric, iridescenceFresnelMetallic, material.metalness );
		material.iridescenceF0Dielectric = Schlick_to_F0( iridescenceFresnelDielectric, 1.0, dotNVi );
		material.iridescenceF0Metallic = Schlick_to_F0( iridescenceFresnelMetallic, 1.0, dotNVi );
	}
#endif
#ifdef STANDARD
	float dotNVms = saturate( dot( geometryNormal, geometryViewDir ) );
	material.dfg = texture2D( dfgLUT, vec2( material.roughness, dotNVms ) ).rg;
	#if ( NUM_SUN_LIGHTS > 0 || NUM_DIR_LIGHTS > 0 || NUM_POINT_LIGHTS > 0 || NUM_SPOT_LIGHTS > 0 )
		float EssMs = material.dfg.x + material.dfg.y;
		material.multiScatteringCompensation = 1.0 + material.specularColorBlended * ( 1.0 / EssMs - 1.0 );
	#endif
#endif
IncidentLight directLight;
#if ( NUM_POINT_LIGHTS > 0 ) && defined( RE_Direct )
	PointLight pointLight;
	#if defined( USE_SHADOWMAP ) && NUM_POINT_LIGHT_SHADOWS > 0
	PointLightShadow pointLightShadow;
	#endif
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_POINT_LIGHTS; i ++ ) {
		pointLight = pointLights[ i ];
		getPointLightInfo( pointLight, geometryPosition, directLight );
		#if defined( USE_SHADOWMAP ) && ( UNROLLED_LOOP_INDEX < NUM_POINT_LIGHT_SHADOWS ) && ( defined( SHADOWMAP_TYPE_PCF ) || defined( SHADOWMAP_TYPE_BASIC ) )
		pointLightShadow = pointLightShadows[ i ];
		directLight.color *= ( directLight.visible && receiveShadow ) ? getPointShadow( pointShadowMap[ i ], pointLightShadow.shadowMapSize, pointLightShadow.shadowIntensity, pointLightShadow.shadowBias, pointLightShadow.shadowRadius, vPointShadowCoord[ i ], pointLightShadow.shadowCameraNear, pointLightShadow.shadowCameraFar ) : 1.0;
		#endif
		RE_Direct( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if ( NUM_SPOT_LIGHTS > 0 ) && defined( RE_Direct )
	SpotLight spotLight;
	vec4 spotColor;
	vec3 spotLightCoord;
	bool inSpotLightMap;
	#if defined( USE_SHADOWMAP ) && NUM_SPOT_LIGHT_SHADOWS > 0
	SpotLightShadow spotLightShadow;
	#endif
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SPOT_LIGHTS; i ++ ) {
		spotLight = spotLights[ i ];
		getSpotLightInfo( spotLight, geometryPosition, directLight );
		#if ( UNROLLED_LOOP_INDEX < NUM_SPOT_LIGHT_SHADOWS_WITH_MAPS )
		#define SPOT_LIGHT_MAP_INDEX UNROLLED_LOOP_INDEX
		#elif ( UNROLLED_LOOP_INDEX < NUM_SPOT_LIGHT_SHADOWS )
		#define SPOT_LIGHT_MAP_INDEX NUM_SPOT_LIGHT_MAPS
		#else
		#define SPOT_LIGHT_MAP_INDEX ( UNROLLED_LOOP_INDEX - NUM_SPOT_LIGHT_SHADOWS + NUM_SPOT_LIGHT_SHADOWS_WITH_MAPS )
		#endif
		#if ( SPOT_LIGHT_MAP_INDEX < NUM_SPOT_LIGHT_MAPS )
			spotLightCoord = vSpotLightCoord[ i ].xyz / vSpotLightCoord[ i ].w;
			inSpotLightMap = all( lessThan( abs( spotLightCoord * 2. - 1. ), vec3( 1.0 ) ) );
			spotColor = texture2D( spotLightMap[ SPOT_LIGHT_MAP_INDEX ], spotLightCoord.xy );
			directLight.color = inSpotLightMap ? directLight.color * spotColor.rgb : directLight.color;
		#endif
		#undef SPOT_LIGHT_MAP_INDEX
		#if defined( USE_SHADOWMAP ) && ( UNROLLED_LOOP_INDEX < NUM_SPOT_LIGHT_SHADOWS )
		spotLightShadow = spotLightShadows[ i ];
		directLight.color *= ( directLight.visible && receiveShadow ) ? getShadow( spotShadowMap[ i ], spotLightShadow.shadowMapSize, spotLightShadow.shadowIntensity, spotLightShadow.shadowBias, spotLightShadow.shadowRadius, vSpotLightCoord[ i ] ) : 1.0;
		#endif
		RE_Direct( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if ( NUM_SUN_LIGHTS > 0 ) && defined( RE_Direct )
	SunLight sunLight;
	#if defined( USE_SHADOWMAP ) && NUM_SUN_LIGHT_SHADOWS > 0
	SunLightShadow sunLightShadow;
	#endif
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SUN_LIGHTS; i ++ ) {
		sunLight = sunLights[ i ];
		getSunLightInfo( sunLight, directLight );
		#if defined( USE_SHADOWMAP ) && ( UNROLLED_LOOP_INDEX < NUM_SUN_LIGHT_SHADOWS )
		sunLightShadow = sunLightShadows[ i ];
		directLight.color *= ( directLight.visible && receiveShadow ) ? getSunShadow( sunShadowMap[ i ], sunLightShadow, UNROLLED_LOOP_INDEX ) : 1.0;
		#endif
		RE_Direct( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if ( NUM_DIR_LIGHTS > 0 ) && defined( RE_Direct )
	DirectionalLight directionalLight;
	#if defined( USE_SHADOWMAP ) && NUM_DIR_LIGHT_SHADOWS > 0
	DirectionalLightShadow directionalLightShadow;
	#endif
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_DIR_LIGHTS; i ++ ) {
		directionalLight = directionalLights[ i ];
		getDirectionalLightInfo( directionalLight, directLight );
		#if defined( USE_SHADOWMAP ) && ( UNROLLED_LOOP_INDEX < NUM_DIR_LIGHT_SHADOWS )
		directionalLightShadow = directionalLightShadows[ i ];
		directLight.color *= ( directLight.visible && receiveShadow ) ? getShadow( directionalShadowMap[ i ], directionalLightShadow.shadowMapSize, directionalLightShadow.shadowIntensity, directionalLightShadow.shadowBias, directionalLightShadow.shadowRadius, vDirectionalShadowCoord[ i ] ) : 1.0;
		#endif
		RE_Direct( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if ( NUM_RECT_AREA_LIGHTS > 0 ) && defined( RE_Direct_RectArea )
	RectAreaLight rectAreaLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_RECT_AREA_LIGHTS; i ++ ) {
		rectAreaLight = rectAreaLights[ i ];
		RE_Direct_RectArea( rectAreaLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if defined( RE_IndirectDiffuse )
	vec3 iblIrradiance = vec3( 0.0 );
	vec3 irradiance = getAmbientLightIrradiance( ambientLightColor );
	#if defined( USE_LIGHT_PROBES )
		irradiance += getLightProbeIrradiance( lightProbe, geometryNormal );
	#endif
	#if ( NUM_HEMI_LIGHTS > 0 )
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_HEMI_LIGHTS; i ++ ) {
			irradiance += getHemisphereLightIrradiance( hemisphereLights[ i ], geometryNormal );
		}
		#pragma unroll_loop_end
	#endif
	#if NUM_LIGHT_PROBE_GRIDS > 0
		vec3 probeWorldPos = ( ( vec4( geometryPosition, 1.0 ) - viewMatrix[ 3 ] ) * viewMatrix ).xyz;
		vec3 probeWorldNormal = transformNormalByInverseViewMatrix( geometryNormal, viewMatrix );
		int probeGrid = - 1;
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_LIGHT_PROBE_GRIDS; i ++ ) {
			if ( isInsideLightProbeGrid( probeWorldPos, probeWorldNormal, probesMin[ i ], probesMax[ i ], probesResolution[ i ] ) ) probeGrid = UNROLLED_LOOP_INDEX;
		}
		#pragma unroll_loop_end
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_LIGHT_PROBE_GRIDS; i ++ ) {
			if ( probeGrid == UNROLLED_LOOP_INDEX ) irradiance += getLightProbeGridIrradiance( probesSH[ i ], probesMin[ i ], probesMax[ i ], probesResolution[ i ], probeWorldPos, probeWorldNormal );
		}
		#pragma unroll_loop_end
	#endif
#endif
#if defined( RE_IndirectSpecular )
	vec3 radiance = vec3( 0.0 );
	vec3 clearcoatRadiance = vec3( 0.0 );
#endif`,Zv=`#if defined( RE_IndirectDiffuse )
	#ifdef USE_LIGHTMAP
		vec4 lightMapTexel = texture2D( lightMap, vLightMapUv );
		vec3 lightMapIrradiance = lightMapTexel.rgb * lightMapIntensity;
		irradiance += lightMapIrradiance;
	#endif
	#if defined( USE_ENVMAP ) && defined( ENVMAP_TYPE_PMREM )
		#if defined( STANDARD ) || defined( LAMBERT ) || defined( PHONG )
			iblIrradiance += getIBLIrradiance( geometryNormal );
		#endif
	#endif
#endif
#if defined( USE_ENVMAP ) && defined( RE_IndirectSpecular )
	#ifdef USE_ANISOTROPY
		vec3 iblRadiance = getIBLAnisotropyRadiance( geometryViewDir, geometryNormal, material.roughness, material.anisotropyB, material.anisotropy );
	#else
		vec3 iblRadiance = getIBLRadiance( geometryViewDir, geometryNormal, material.roughness );
	#endif
	#ifdef USE_RETROREFLECTION
		#ifdef USE_ANISOTROPY
			vec3 retroIBLRadiance = getIBLAnisotropyRetroRadiance( geometryViewDir, geometryNormal, material.roughness, material.anisotropyB, material.anisotropy );
		#else
			vec3 retroIBLRadiance = getIBLRetroRadiance( geometryViewDir, geometryNormal, material.roughness );
		#endif
		iblRadiance = mix( iblRadiance, retroIBLRadiance, saturate( material.retroreflectivity ) );
	#endif
	radiance += iblRadiance;
	#ifdef USE_CLEARCOAT
		clearcoatRadiance += getIBLRadiance( geometryViewDir, geometryClearcoatNormal, material.clearcoatRoughness );
	#endif
#endif`,jv=`#if defined( RE_IndirectDiffuse )
	#if defined( LAMBERT ) || defined( PHONG )
		irradiance += iblIrradiance;
	#endif
	RE_IndirectDiffuse( irradiance, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
#endif
#if defined( RE_IndirectSpecular )
	RE_IndirectSpecular( radiance, iblIrradiance, clearcoatRadiance, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
#endif`,Jv=`#if NUM_LIGHT_PROBE_GRIDS > 0
uniform highp sampler3D probesSH[ NUM_LIGHT_PROBE_GRIDS ];
uniform vec3 probesMin[ NUM_LIGHT_PROBE_GRIDS ];
uniform vec3 probesMax[ NUM_LIGHT_PROBE_GRIDS ];
uniform vec3 probesResolution[ NUM_LIGHT_PROBE_GRIDS ];
bool isInsideLightProbeGrid( vec3 worldPos, vec3 worldNormal, vec3 probesMin, vec3 probesMax, vec3 probesResolution ) {
	vec3 spacing = ( probesMax - probesMin ) / probesResolution;
	vec3 samplePos = worldPos + worldNormal * spacing * 0.5;
	vec3 margin = spacing * 0.01;
	return all( greaterThanEqual( samplePos, probesMin - margin ) ) && all( lessThanEqual( samplePos, probesMax + margin ) );
}
vec3 getLightProbeGridIrradiance( highp sampler3D probesSH, vec3 probesMin, vec3 probesMax, vec3 probesResolution, vec3 worldPos, vec3 worldNormal ) {
	vec3 res = probesResolution;
	vec3 gridRange = probesMax - probesMin;
	vec3 probeSpacing = gridRange / res;
	vec3 samplePos = worldPos + worldNormal * probeSpacing * 0.5;
	vec3 uvw = clamp( ( samplePos - probesMin ) / gridRange, 0.5 / res, 1.0 - 0.5 / res );
	float nz          = res.z;
	float paddedSlices = nz + 2.0;
	float atlasDepth  = 7.0 * paddedSlices;
	float uvZBase     = uvw.z * nz + 1.0;
	vec4 s0 = texture( probesSH, vec3( uvw.xy, ( uvZBase                       ) / atlasDepth ) );
	vec4 s1 = texture( probesSH, vec3( uvw.xy, ( uvZBase +       paddedSlices   ) / atlasDepth ) );
	vec4 s2 = texture( probesSH, vec3( uvw.xy, ( uvZBase + 2.0 * paddedSlices   ) / atlasDepth ) );
	vec4 s3 = texture( probesSH, vec3( uvw.xy, ( uvZBase + 3.0 * paddedSlices   ) / atlasDepth ) );
	vec4 s4 = texture( probesSH, vec3( uvw.xy, ( uvZBase + 4.0 * paddedSlices   ) / atlasDepth ) );
	vec4 s5 = texture( probesSH, vec3( uvw.xy, ( uvZBase + 5.0 * paddedSlices   ) / atlasDepth ) );
	vec4 s6 = texture( probesSH, vec3( uvw.xy, ( uvZBase + 6.0 * paddedSlices   ) / atlasDepth ) );
	vec3 c0 = s0.xyz;
	vec3 c1 = vec3( s0.w, s1.xy );
	vec3 c2 = vec3( s1.zw, s2.x );
	vec3 c3 = s2.yzw;
	vec3 c4 = s3.xyz;
	vec3 c5 = vec3( s3.w, s4.xy );
	vec3 c6 = vec3( s4.zw, s5.x );
	vec3 c7 = s5.yzw;
	vec3 c8 = s6.xyz;
	float x = worldNormal.x, y = worldNormal.y, z = worldNormal.z;
	vec3 result = c0 * 0.886227;
	result += c1 * 2.0 * 0.511664 * y;
	result += c2 * 2.0 * 0.511664 * z;
	result += c3 * 2.0 * 0.511664 * x;
	result += c4 * 2.0 * 0.429043 * x * y;
	result += c5 * 2.0 * 0.429043 * y * z;
	result += c6 * ( 0.743125 * z * z - 0.247708 );
	result += c7 * 2.0 * 0.429043 * x * z;
	result += c8 * 0.429043 * ( x * x - y * y );
	return max( result, vec3( 0.0 ) );
}
#endif`,Kv=`#if defined( USE_LOGARITHMIC_DEPTH_BUFFER )
	gl_FragDepth = vIsPerspective == 0.0 ? gl_FragCoord.z : log2( vFragDepth ) * logDepthBufFC * 0.5;
#endif`,Qv=`#if defined( USE_LOGARITHMIC_DEPTH_BUFFER )
	uniform float logDepthBufFC;
	varying float vFragDepth;
	varying float vIsPerspective;
#endif`,ey=`#ifdef USE_LOGARITHMIC_DEPTH_BUFFER
	varying float vFragDepth;
	varying float vIsPerspective;
#endif`,ty=`#ifdef USE_LOGARITHMIC_DEPTH_BUFFER
	vFragDepth = 1.0 + gl_Position.w;
	vIsPerspective = float( isPerspectiveMatrix( projectionMatrix ) );
#endif`,ny=`#ifdef USE_MAP
	vec4 sampledDiffuseColor = texture2D( map, vMapUv );
	#ifdef DECODE_VIDEO_TEXTURE
		sampledDiffuseColor = sRGBTransferEOTF( sampledDiffuseColor );
	#endif
	diffuseColor *= sampledDiffuseColor;
#endif`,iy=`#ifdef USE_MAP
	uniform sampler2D map;
#endif`,ry=`#if defined( USE_MAP ) || defined( USE_ALPHAMAP )
	#if defined( USE_POINTS_UV )
		vec2 uv = vUv;
	#else
		vec2 uv = ( uvTransform * vec3( gl_PointCoord.x, 1.0 - gl_PointCoord.y, 1 ) ).xy;
	#endif
#endif
#ifdef USE_MAP
	diffuseColor *= texture2D( map, uv );
#endif
#ifdef USE_ALPHAMAP
	diffuseColor.a *= texture2D( alphaMap, uv ).g;
#endif`,sy=`#if defined( USE_POINTS_UV )
	varying vec2 vUv;
#else
	#if defined( USE_MAP ) || defined( USE_ALPHAMAP )
		uniform mat3 uvTransform;
	#endif
#endif
#ifdef USE_MAP
	uniform sampler2D map;
#endif
#ifdef USE_ALPHAMAP
	uniform sampler2D alphaMap;
#endif`,ay=`float metalnessFactor = metalness;
#ifdef USE_METALNESSMAP
	vec4 texelMetalness = texture2D( metalnessMap, vMetalnessMapUv );
	metalnessFactor *= texelMetalness.b;
#endif`,oy=`#ifdef USE_METALNESSMAP
	uniform sampler2D metalnessMap;
#endif`,ly=`#ifdef USE_INSTANCING_MORPH
	float morphTargetInfluences[ MORPHTARGETS_COUNT ];
	float morphTargetBaseInfluence = texelFetch( morphTexture, ivec2( 0, gl_InstanceID ), 0 ).r;
	for ( int i = 0; i < MORPHTARGETS_COUNT; i ++ ) {
		morphTargetInfluences[i] =  texelFetch( morphTexture, ivec2( i + 1, gl_InstanceID ), 0 ).r;
	}
#endif`,cy=`#if defined( USE_MORPHCOLORS )
	#if defined( USE_COLOR_ALPHA )
		vColor *= morphTargetBaseInfluence;
	#elif defined( USE_COLOR )
		vColor.rgb *= morphTargetBaseInfluence;
	#endif
	for ( int i = 0; i < MORPHTARGETS_COUNT; i ++ ) {
		#if defined( USE_COLOR_ALPHA )
			if ( morphTargetInfluences[ i ] != 0.0 ) vColor += getMorph( gl_VertexID, i, 2 ) * morphTargetInfluences[ i ];
		#elif defined( USE_COLOR )
			if ( morphTargetInfluences[ i ] != 0.0 ) vColor.rgb += getMorph( gl_VertexID, i, 2 ).rgb * morphTargetInfluences[ i ];
		#endif
	}
#endif`,hy=`#ifdef USE_MORPHNORMALS
	objectNormal *= morphTargetBaseInfluence;
	for ( int i = 0; i < MORPHTARGETS_COUNT; i ++ ) {
		if ( morphTargetInfluences[ i ] != 0.0 ) objectNormal += getMorph( gl_VertexID, i, 1 ).xyz * morphTargetInfluences[ i ];
	}
#endif`,uy=`#ifdef USE_MORPHTARGETS
	#ifndef USE_INSTANCING_MORPH
		uniform float morphTargetBaseInfluence;
		uniform float morphTargetInfluences[ MORPHTARGETS_COUNT ];
	#endif
	uniform sampler2DArray morphTargetsTexture;
	uniform ivec2 morphTargetsTextureSize;
	vec4 getMorph( const in int vertexIndex, const in int morphTargetIndex, const in int offset ) {
		int texelIndex = vertexIndex * MORPHTARGETS_TEXTURE_STRIDE + offset;
		int y = texelIndex / morphTargetsTextureSize.x;
		int x = texelIndex - y * morphTargetsTextureSize.x;
		ivec3 morphUV = ivec3( x, y, morphTargetIndex );
		return texelFetch( morphTargetsTexture, morphUV, 0 );
	}
#endif`,dy=`#ifdef USE_MORPHTARGETS
	transformed *= morphTargetBaseInfluence;
	for ( int i = 0; i < MORPHTARGETS_COUNT; i ++ ) {
		if ( morphTargetInfluences[ i ] != 0.0 ) transformed += getMorph( gl_VertexID, i, 0 ).xyz * morphTargetInfluences[ i ];
	}
#endif`,fy=`float faceDirection = gl_FrontFacing ? 1.0 : - 1.0;
#ifdef FLAT_SHADED
	vec3 fdx = dFdx( vViewPosition );
	vec3 fdy = dFdy( vViewPosition );
	vec3 normal = normalize( cross( fdx, fdy ) );
#else
	vec3 normal = normalize( vNormal );
	#ifdef DOUBLE_SIDED
		normal *= faceDirection;
	#endif
#endif
#if defined( USE_NORMALMAP_TANGENTSPACE ) || defined( USE_CLEARCOAT_NORMALMAP ) || defined( USE_ANISOTROPY )
	#ifdef USE_TANGENT
		mat3 tbn = mat3( normalize( vTangent ), normalize( vBitangent ), normal );
	#else
		mat3 tbn = getTangentFrame( - vViewPosition, normal,
		#if defined( USE_NORMALMAP )
			vNormalMapUv
		#elif defined( USE_CLEARCOAT_NORMALMAP )
			vClearcoatNormalMapUv
		#else
			vUv
		#endif
		);
	#endif
	#ifdef DOUBLE_SIDED
		tbn[0] *= faceDirection;
		tbn[1] *= faceDirection;
	#endif
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	#ifdef USE_TANGENT
		mat3 tbn2 = mat3( normalize( vTangent ), normalize( vBitangent ), normal );
	#else
		mat3 tbn2 = getTangentFrame( - vViewPosition, normal, vClearcoatNormalMapUv );
	#endif
	#ifdef DOUBLE_SIDED
		tbn2[0] *= faceDirection;
		tbn2[1] *= faceDirection;
	#endif
#endif
vec3 nonPerturbedNormal = normal;`,py=`#ifdef USE_NORMALMAP_OBJECTSPACE
	normal = texture2D( normalMap, vNormalMapUv ).xyz * 2.0 - 1.0;
	#ifdef FLIP_SIDED
		normal = - normal;
	#endif
	#ifdef DOUBLE_SIDED
		normal = normal * faceDirection;
	#endif
	normal = normalize( normalMatrix * normal );
#elif defined( USE_NORMALMAP_TANGENTSPACE )
	vec3 mapN = texture2D( normalMap, vNormalMapUv ).xyz * 2.0 - 1.0;
	#if defined( USE_PACKED_NORMALMAP )
		mapN = vec3( mapN.xy, sqrt( saturate( 1.0 - dot( mapN.xy, mapN.xy ) ) ) );
	#endif
	mapN.xy *= normalScale;
	normal = normalize( tbn * mapN );
#elif defined( USE_BUMPMAP )
	normal = perturbNormalArb( - vViewPosition, normal, dHdxy_fwd(), faceDirection );
#endif`,my=`#ifndef FLAT_SHADED
	varying vec3 vNormal;
	#ifdef USE_TANGENT
		varying vec3 vTangent;
		varying vec3 vBitangent;
	#endif
#endif`,gy=`#ifndef FLAT_SHADED
	varying vec3 vNormal;
	#ifdef USE_TANGENT
		varying vec3 vTangent;
		varying vec3 vBitangent;
	#endif
#endif`,_y=`#ifndef FLAT_SHADED
	vNormal = normalize( transformedNormal );
	#ifdef USE_TANGENT
		vTangent = normalize( transformedTangent );
		vBitangent = normalize( cross( vNormal, vTangent ) * tangent.w );
		#ifdef FLIP_SIDED
			vBitangent = - vBitangent;
		#endif
	#endif
#endif`,vy=`#ifdef USE_NORMALMAP
	uniform sampler2D normalMap;
	uniform vec2 normalScale;
#endif
#ifdef USE_NORMALMAP_OBJECTSPACE
	uniform mat3 normalMatrix;
#endif
#if ! defined ( USE_TANGENT ) && ( defined ( USE_NORMALMAP_TANGENTSPACE ) || defined ( USE_CLEARCOAT_NORMALMAP ) || defined( USE_ANISOTROPY ) )
	mat3 getTangentFrame( vec3 eye_pos, vec3 surf_norm, vec2 uv ) {
		vec3 q0 = dFdx( eye_pos.xyz );
		vec3 q1 = dFdy( eye_pos.xyz );
		vec2 st0 = dFdx( uv.st );
		vec2 st1 = dFdy( uv.st );
		vec3 N = surf_norm;
		vec3 q1perp = cross( q1, N );
		vec3 q0perp = cross( N, q0 );
		vec3 T = q1perp * st0.x + q0perp * st1.x;
		vec3 B = q1perp * st0.y + q0perp * st1.y;
		float det = max( dot( T, T ), dot( B, B ) );
		float scale = ( det == 0.0 ) ? 0.0 : inversesqrt( det );
		return mat3( T * scale, B * scale, N );
	}
#endif`,yy=`#ifdef USE_CLEARCOAT
	vec3 clearcoatNormal = nonPerturbedNormal;
#endif`,xy=`#ifdef USE_CLEARCOAT_NORMALMAP
	vec3 clearcoatMapN = texture2D( clearcoatNormalMap, vClearcoatNormalMapUv ).xyz * 2.0 - 1.0;
	clearcoatMapN.xy *= clearcoatNormalScale;
	clearcoatNormal = normalize( tbn2 * clearcoatMapN );
#endif`,Sy=`#ifdef USE_CLEARCOATMAP
	uniform sampler2D clearcoatMap;
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	uniform sampler2D clearcoatNormalMap;
	uniform vec2 clearcoatNormalScale;
#endif
#ifdef USE_CLEARCOAT_ROUGHNESSMAP
	uniform sampler2D clearcoatRoughnessMap;
#endif`,My=`#ifdef USE_IRIDESCENCEMAP
	uniform sampler2D iridescenceMap;
#endif
#ifdef USE_IRIDESCENCE_THICKNESSMAP
	uniform sampler2D iridescenceThicknessMap;
#endif`,by=`#ifdef OPAQUE
diffuseColor.a = 1.0;
#endif
#ifdef USE_TRANSMISSION
diffuseColor.a *= material.transmissionAlpha;
#endif
gl_FragColor = vec4( outgoingLight, diffuseColor.a );`,Ey=`vec3 packNormalToRGB( const in vec3 normal ) {
	return normalize( normal ) * 0.5 + 0.5;
}
vec3 unpackRGBToNormal( const in vec3 rgb ) {
	return 2.0 * rgb.xyz - 1.0;
}
const float PackUpscale = 256. / 255.;const float UnpackDownscale = 255. / 256.;const float ShiftRight8 = 1. / 256.;
const float Inv255 = 1. / 255.;
const vec4 PackFactors = vec4( 1.0, 256.0, 256.0 * 256.0, 256.0 * 256.0 * 256.0 );
const vec2 UnpackFactors2 = vec2( UnpackDownscale, 1.0 / PackFactors.g );
const vec3 UnpackFactors3 = vec3( UnpackDownscale / PackFactors.rg, 1.0 / PackFactors.b );
const vec4 UnpackFactors4 = vec4( UnpackDownscale / PackFactors.rgb, 1.0 / PackFactors.a );
vec4 packDepthToRGBA( const in float v ) {
	if( v <= 0.0 )
		return vec4( 0., 0., 0., 0. );
	if( v >= 1.0 )
		return vec4( 1., 1., 1., 1. );
	float vuf;
	float af = modf( v * PackFactors.a, vuf );
	float bf = modf( vuf * ShiftRight8, vuf );
	float gf = modf( vuf * ShiftRight8, vuf );
	return vec4( vuf * Inv255, gf * PackUpscale, bf * PackUpscale, af );
}
vec3 packDepthToRGB( const in float v ) {
	if( v <= 0.0 )
		return vec3( 0., 0., 0. );
	if( v >= 1.0 )
		return vec3( 1., 1., 1. );
	float vuf;
	float bf = modf( v * PackFactors.b, vuf );
	float gf = modf( vuf * ShiftRight8, vuf );
	return vec3( vuf * Inv255, gf * PackUpscale, bf );
}
vec2 packDepthToRG( const in float v ) {
	if( v <= 0.0 )
		return vec2( 0., 0. );
	if( v >= 1.0 )
		return vec2( 1., 1. );
	float vuf;
	float gf = modf( v * 256., vuf );
	return vec2( vuf * Inv255, gf );
}
float unpackRGBAToDepth( const in vec4 v ) {
	return dot( v, UnpackFactors4 );
}
float unpackRGBToDepth( const in vec3 v ) {
	return dot( v, UnpackFactors3 );
}
float unpackRGToDepth( const in vec2 v ) {
	return v.r * UnpackFactors2.r + v.g * UnpackFactors2.g;
}
vec4 pack2HalfToRGBA( const in vec2 v ) {
	vec4 r = vec4( v.x, fract( v.x * 255.0 ), v.y, fract( v.y * 255.0 ) );
	return vec4( r.x - r.y / 255.0, r.y, r.z - r.w / 255.0, r.w );
}
vec2 unpackRGBATo2Half( const in vec4 v ) {
	return vec2( v.x + ( v.y / 255.0 ), v.z + ( v.w / 255.0 ) );
}
float viewZToOrthographicDepth( const in float viewZ, const in float near, const in float far ) {
	return ( viewZ + near ) / ( near - far );
}
float orthographicDepthToViewZ( const in float depth, const in float near, const in float far ) {
	#ifdef USE_REVERSED_DEPTH_BUFFER
	
		return depth * ( far - near ) - far;
	#else
		return depth * ( near - far ) - near;
	#endif
}
float viewZToPerspectiveDepth( const in float viewZ, const in float near, const in float far ) {
	return ( ( near + viewZ ) * far ) / ( ( far - near ) * viewZ );
}
float perspectiveDepthToViewZ( const in float depth, const in float near, const in float far ) {
	
	#ifdef USE_REVERSED_DEPTH_BUFFER
		return ( near * far ) / ( ( near - far ) * depth - near );
	#else
		return ( near * far ) / ( ( far - near ) * depth - far );
	#endif
}`,wy=`#ifdef PREMULTIPLIED_ALPHA
	gl_FragColor.rgb *= gl_FragColor.a;
#endif`,Ty=`vec4 mvPosition = vec4( transformed, 1.0 );
#ifdef USE_BATCHING
	mvPosition = batchingMatrix * mvPosition;
#endif
#ifdef USE_INSTANCING
	mvPosition = instanceMatrix * mvPosition;
#endif
mvPosition = modelViewMatrix * mvPosition;
gl_Position = projectionMatrix * mvPosition;`,Ay=`#ifdef DITHERING
	gl_FragColor.rgb = dithering( gl_FragColor.rgb );
#endif`,Cy=`#ifdef DITHERING
	vec3 dithering( vec3 color ) {
		float grid_position = rand( gl_FragCoord.xy );
		vec3 dither_shift_RGB = vec3( 0.25 / 255.0, -0.25 / 255.0, 0.25 / 255.0 );
		dither_shift_RGB = mix( 2.0 * dither_shift_RGB, -2.0 * dither_shift_RGB, grid_position );
		return color + dither_shift_RGB;
	}
#endif`,Ry=`float roughnessFactor = roughness;
#ifdef USE_ROUGHNESSMAP
	vec4 texelRoughness = texture2D( roughnessMap, vRoughnessMapUv );
	roughnessFactor *= texelRoughness.g;
#endif`,Py=`#ifdef USE_ROUGHNESSMAP
	uniform sampler2D roughnessMap;
#endif`,Iy=`#if NUM_SPOT_LIGHT_COORDS > 0
	varying vec4 vSpotLightCoord[ NUM_SPOT_LIGHT_COORDS ];
#endif
#if NUM_SPOT_LIGHT_MAPS > 0
	uniform sampler2D spotLightMap[ NUM_SPOT_LIGHT_MAPS ];
#endif
#ifdef USE_SHADOWMAP
	#if NUM_SUN_LIGHT_SHADOWS > 0
		#define SUN_LIGHT_CASCADES 2
		#if defined( SHADOWMAP_TYPE_PCF )
			uniform sampler2DShadow sunShadowMap[ NUM_SUN_LIGHT_SHADOWS ];
		#else
			uniform sampler2D sunShadowMap[ NUM_SUN_LIGHT_SHADOWS ];
		#endif
		uniform mat4 sunShadowMatrix[ NUM_SUN_LIGHT_SHADOWS * SUN_LIGHT_CASCADES ];
		uniform vec4 sunShadowCascade[ NUM_SUN_LIGHT_SHADOWS * SUN_LIGHT_CASCADES ];
		varying vec4 vSunShadowWorldPosition;
		varying vec3 vSunShadowWorldNormal;
		struct SunLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform SunLightShadow sunLightShadows[ NUM_SUN_LIGHT_SHADOWS ];
	#endif
	#if NUM_DIR_LIGHT_SHADOWS > 0
		#if defined( SHADOWMAP_TYPE_PCF )
			uniform sampler2DShadow directionalShadowMap[ NUM_DIR_LIGHT_SHADOWS ];
		#else
			uniform sampler2D directionalShadowMap[ NUM_DIR_LIGHT_SHADOWS ];
		#endif
		varying vec4 vDirectionalShadowCoord[ NUM_DIR_LIGHT_SHADOWS ];
		struct DirectionalLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform DirectionalLightShadow directionalLightShadows[ NUM_DIR_LIGHT_SHADOWS ];
	#endif
	#if NUM_SPOT_LIGHT_SHADOWS > 0
		#if defined( SHADOWMAP_TYPE_PCF )
			uniform sampler2DShadow spotShadowMap[ NUM_SPOT_LIGHT_SHADOWS ];
		#else
			uniform sampler2D spotShadowMap[ NUM_SPOT_LIGHT_SHADOWS ];
		#endif
		struct SpotLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform SpotLightShadow spotLightShadows[ NUM_SPOT_LIGHT_SHADOWS ];
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0
		#if defined( SHADOWMAP_TYPE_PCF )
			uniform samplerCubeShadow pointShadowMap[ NUM_POINT_LIGHT_SHADOWS ];
		#elif defined( SHADOWMAP_TYPE_BASIC )
			uniform samplerCube pointShadowMap[ NUM_POINT_LIGHT_SHADOWS ];
		#endif
		varying vec4 vPointShadowCoord[ NUM_POINT_LIGHT_SHADOWS ];
		struct PointLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
			float shadowCameraNear;
			float shadowCameraFar;
		};
		uniform PointLightShadow pointLightShadows[ NUM_POINT_LIGHT_SHADOWS ];
	#endif
	#if defined( SHADOWMAP_TYPE_PCF )
		float interleavedGradientNoise( vec2 position ) {
			return fract( 52.9829189 * fract( dot( position, vec2( 0.06711056, 0.00583715 ) ) ) );
		}
		vec2 vogelDiskSample( int sampleIndex, int samplesCount, float phi ) {
			const float goldenAngle = 2.399963229728653;
			float r = sqrt( ( float( sampleIndex ) + 0.5 ) / float( samplesCount ) );
			float theta = float( sampleIndex ) * goldenAngle + phi;
			return vec2( cos( theta ), sin( theta ) ) * r;
		}
	#endif
	#if defined( SHADOWMAP_TYPE_PCF )
		float getShadow( sampler2DShadow shadowMap, vec2 shadowMapSize, float shadowIntensity, float shadowBias, float shadowRadius, vec4 shadowCoord ) {
			float shadow = 1.0;
			shadowCoord.xyz /= shadowCoord.w;
			#ifdef USE_REVERSED_DEPTH_BUFFER
				shadowCoord.z -= shadowBias;
			#else
				shadowCoord.z += shadowBias;
			#endif
			bool inFrustum = shadowCoord.x >= 0.0 && shadowCoord.x <= 1.0 && shadowCoord.y >= 0.0 && shadowCoord.y <= 1.0;
			bool frustumTest = inFrustum && shadowCoord.z <= 1.0;
			if ( frustumTest ) {
				vec2 texelSize = vec2( 1.0 ) / shadowMapSize;
				vec2 radius = shadowRadius * texelSize;
				float phi = interleavedGradientNoise( gl_FragCoord.xy ) * PI2;
				shadow = (
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 0, 5, phi ) * radius, shadowCoord.z ) ) +
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 1, 5, phi ) * radius, shadowCoord.z ) ) +
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 2, 5, phi ) * radius, shadowCoord.z ) ) +
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 3, 5, phi ) * radius, shadowCoord.z ) ) +
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 4, 5, phi ) * radius, shadowCoord.z ) )
				) * 0.2;
			}
			return mix( 1.0, shadow, shadowIntensity );
		}
	#elif defined( SHADOWMAP_TYPE_VSM )
		float getShadow( sampler2D shadowMap, vec2 shadowMapSize, float shadowIntensity, float shadowBias, float shadowRadius, vec4 shadowCoord ) {
			float shadow = 1.0;
			shadowCoord.xyz /= shadowCoord.w;
			#ifdef USE_REVERSED_DEPTH_BUFFER
				shadowCoord.z -= shadowBias;
			#else
				shadowCoord.z += shadowBias;
			#endif
			bool inFrustum = shadowCoord.x >= 0.0 && shadowCoord.x <= 1.0 && shadowCoord.y >= 0.0 && shadowCoord.y <= 1.0;
			bool frustumTest = inFrustum && shadowCoord.z <= 1.0;
			if ( frustumTest ) {
				vec2 distribution = texture2D( shadowMap, shadowCoord.xy ).rg;
				float mean = distribution.x;
				float variance = distribution.y * distribution.y;
				#ifdef USE_REVERSED_DEPTH_BUFFER
					float hard_shadow = step( mean, shadowCoord.z );
				#else
					float hard_shadow = step( shadowCoord.z, mean );
				#endif
				
				if ( hard_shadow == 1.0 ) {
					shadow = 1.0;
				} else {
					variance = max( variance, 0.0000001 );
					float d = shadowCoord.z - mean;
					float p_max = variance / ( variance + d * d );
					p_max = clamp( ( p_max - 0.3 ) / 0.65, 0.0, 1.0 );
					shadow = max( hard_shadow, p_max );
				}
			}
			return mix( 1.0, shadow, shadowIntensity );
		}
	#else
		float getShadow( sampler2D shadowMap, vec2 shadowMapSize, float shadowIntensity, float shadowBias, float shadowRadius, vec4 shadowCoord ) {
			float shadow = 1.0;
			shadowCoord.xyz /= shadowCoord.w;
			#ifdef USE_REVERSED_DEPTH_BUFFER
				shadowCoord.z -= shadowBias;
			#else
				shadowCoord.z += shadowBias;
			#endif
			bool inFrustum = shadowCoord.x >= 0.0 && shadowCoord.x <= 1.0 && shadowCoord.y >= 0.0 && shadowCoord.y <= 1.0;
			bool frustumTest = inFrustum && shadowCoord.z <= 1.0;
			if ( frustumTest ) {
				float depth = texture2D( shadowMap, shadowCoord.xy ).r;
				#ifdef USE_REVERSED_DEPTH_BUFFER
					shadow = step( depth, shadowCoord.z );
				#else
					shadow = step( shadowCoord.z, depth );
				#endif
			}
			return mix( 1.0, shadow, shadowIntensity );
		}
	#endif
	#if NUM_SUN_LIGHT_SHADOWS > 0
		float getSunShadow(
			#if defined( SHADOWMAP_TYPE_PCF )
				sampler2DShadow shadowMap,
			#else
				sampler2D shadowMap,
			#endif
			SunLightShadow sunLightShadow,
			int shadowIndex
		) {
			vec4 shadowWorldPosition = vec4( vSunShadowWorldPosition.xyz + vSunShadowWorldNormal * sunLightShadow.shadowNormalBias, 1.0 );
			float viewDepth = vSunShadowWorldPosition.w;
			int cascadeOffset = shadowIndex * SUN_LIGHT_CASCADES;
			float shadow = 1.0;
			for ( int i = SUN_LIGHT_CASCADES - 1; i >= 0; i -- ) {
				vec4 cascade = sunShadowCascade[ cascadeOffset + i ];
				if ( viewDepth >= cascade.x && viewDepth < cascade.y ) {
					float cascadeShadow = getShadow(
						shadowMap,
						sunLightShadow.shadowMapSize,
						sunLightShadow.shadowIntensity,
						sunLightShadow.shadowBias,
						sunLightShadow.shadowRadius,
						sunShadowMatrix[ cascadeOffset + i ] * shadowWorldPosition
					);
					shadow = mix( cascadeShadow, shadow, smoothstep( cascade.z, cascade.y, viewDepth ) );
				}
			}
			return shadow;
		}
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0
	#if defined( SHADOWMAP_TYPE_PCF )
	float getPointShadow( samplerCubeShadow shadowMap, vec2 shadowMapSize, float shadowIntensity, float shadowBias, float shadowRadius, vec4 shadowCoord, float shadowCameraNear, float shadowCameraFar ) {
		float shadow = 1.0;
		vec3 lightToPosition = shadowCoord.xyz;
		vec3 bd3D = normalize( lightToPosition );
		vec3 absVec = abs( lightToPosition );
		float viewSpaceZ = max( max( absVec.x, absVec.y ), absVec.z );
		if ( viewSpaceZ - shadowCameraFar <= 0.0 && viewSpaceZ - shadowCameraNear >= 0.0 ) {
			float lightDistance = length( lightToPosition );
			float depthRange = shadowCameraFar - shadowCameraNear;
			#ifdef USE_REVERSED_DEPTH_BUFFER
				float depthA = - shadowCameraNear / depthRange - shadowBias;
				float depthB = shadowCameraNear * shadowCameraFar / ( depthRange * lightDistance );
			#else
				float depthA = shadowCameraFar / depthRange + shadowBias;
				float depthB = - shadowCameraNear * shadowCameraFar / ( depthRange * lightDistance );
			#endif
			float texelSize = shadowRadius / shadowMapSize.x;
			vec3 absDir = abs( bd3D );
			vec3 tangent = absDir.x > absDir.z ? vec3( 0.0, 1.0, 0.0 ) : vec3( 1.0, 0.0, 0.0 );
			tangent = normalize( cross( bd3D, tangent ) );
			vec3 bitangent = cross( bd3D, tangent );
			float phi = interleavedGradientNoise( gl_FragCoord.xy ) * PI2;
			shadow = 0.0;
			for ( int i = 0; i < 5; i ++ ) {
				vec2 offset = vogelDiskSample( i, 5, phi );
				vec3 direction = bd3D + ( tangent * offset.x + bitangent * offset.y ) * texelSize;
				vec3 absDirection = abs( direction );
				float dp = depthA + depthB / max( max( absDirection.x, absDirection.y ), absDirection.z );
				shadow += texture( shadowMap, vec4( direction, dp ) );
			}
			shadow *= 0.2;
		}
		return mix( 1.0, shadow, shadowIntensity );
	}
	#elif defined( SHADOWMAP_TYPE_BASIC )
	float getPointShadow( samplerCube shadowMap, vec2 shadowMapSize, float shadowIntensity, float shadowBias, float shadowRadius, vec4 shadowCoord, float shadowCameraNear, float shadowCameraFar ) {
		float shadow = 1.0;
		vec3 lightToPosition = shadowCoord.xyz;
		vec3 absVec = abs( lightToPosition );
		float viewSpaceZ = max( max( absVec.x, absVec.y ), absVec.z );
		if ( viewSpaceZ - shadowCameraFar <= 0.0 && viewSpaceZ - shadowCameraNear >= 0.0 ) {
			float dp = ( shadowCameraFar * ( viewSpaceZ - shadowCameraNear ) ) / ( viewSpaceZ * ( shadowCameraFar - shadowCameraNear ) );
			dp += shadowBias;
			vec3 bd3D = normalize( lightToPosition );
			float depth = textureCube( shadowMap, bd3D ).r;
			#ifdef USE_REVERSED_DEPTH_BUFFER
				depth = 1.0 - depth;
			#endif
			shadow = step( dp, depth );
		}
		return mix( 1.0, shadow, shadowIntensity );
	}
	#endif
	#endif
#endif`,Dy=`#if NUM_SPOT_LIGHT_COORDS > 0
	uniform mat4 spotLightMatrix[ NUM_SPOT_LIGHT_COORDS ];
	varying vec4 vSpotLightCoord[ NUM_SPOT_LIGHT_COORDS ];
#endif
#ifdef USE_SHADOWMAP
	#if NUM_SUN_LIGHT_SHADOWS > 0
		varying vec4 vSunShadowWorldPosition;
		varying vec3 vSunShadowWorldNormal;
	#endif
	#if NUM_DIR_LIGHT_SHADOWS > 0
		uniform mat4 directionalShadowMatrix[ NUM_DIR_LIGHT_SHADOWS ];
		varying vec4 vDirectionalShadowCoord[ NUM_DIR_LIGHT_SHADOWS ];
		struct DirectionalLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform DirectionalLightShadow directionalLightShadows[ NUM_DIR_LIGHT_SHADOWS ];
	#endif
	#if NUM_SPOT_LIGHT_SHADOWS > 0
		struct SpotLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform SpotLightShadow spotLightShadows[ NUM_SPOT_LIGHT_SHADOWS ];
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0
		uniform mat4 pointShadowMatrix[ NUM_POINT_LIGHT_SHADOWS ];
		varying vec4 vPointShadowCoord[ NUM_POINT_LIGHT_SHADOWS ];
		struct PointLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
			float shadowCameraNear;
			float shadowCameraFar;
		};
		uniform PointLightShadow pointLightShadows[ NUM_POINT_LIGHT_SHADOWS ];
	#endif
#endif`,Ly=`#if ( defined( USE_SHADOWMAP ) && ( NUM_DIR_LIGHT_SHADOWS > 0 || NUM_SUN_LIGHT_SHADOWS > 0 || NUM_POINT_LIGHT_SHADOWS > 0 ) ) || ( NUM_SPOT_LIGHT_COORDS > 0 )
	#ifdef HAS_NORMAL
		vec3 shadowWorldNormal = transformNormalByInverseViewMatrix( transformedNormal, viewMatrix );
	#else
		vec3 shadowWorldNormal = vec3( 0.0 );
	#endif
	vec4 shadowWorldPosition;
#endif
#if defined( USE_SHADOWMAP )
	#if NUM_SUN_LIGHT_SHADOWS > 0
		vSunShadowWorldPosition = vec4( worldPosition.xyz, - mvPosition.z );
		vSunShadowWorldNormal = shadowWorldNormal;
	#endif
	#if NUM_DIR_LIGHT_SHADOWS > 0
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_DIR_LIGHT_SHADOWS; i ++ ) {
			shadowWorldPosition = worldPosition + vec4( shadowWorldNormal * directionalLightShadows[ i ].shadowNormalBias, 0 );
			vDirectionalShadowCoord[ i ] = directionalShadowMatrix[ i ] * shadowWorldPosition;
		}
		#pragma unroll_loop_end
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_POINT_LIGHT_SHADOWS; i ++ ) {
			shadowWorldPosition = worldPosition + vec4( shadowWorldNormal * pointLightShadows[ i ].shadowNormalBias, 0 );
			vPointShadowCoord[ i ] = pointShadowMatrix[ i ] * shadowWorldPosition;
		}
		#pragma unroll_loop_end
	#endif
#endif
#if NUM_SPOT_LIGHT_COORDS > 0
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SPOT_LIGHT_COORDS; i ++ ) {
		shadowWorldPosition = worldPosition;
		#if ( defined( USE_SHADOWMAP ) && UNROLLED_LOOP_INDEX < NUM_SPOT_LIGHT_SHADOWS )
			shadowWorldPosition.xyz += shadowWorldNormal * spotLightShadows[ i ].shadowNormalBias;
		#endif
		vSpotLightCoord[ i ] = spotLightMatrix[ i ] * shadowWorldPosition;
	}
	#pragma unroll_loop_end
#endif`,Fy=`float getShadowMask() {
	float shadow = 1.0;
	#ifdef USE_SHADOWMAP
	#if NUM_SUN_LIGHT_SHADOWS > 0
	SunLightShadow sunLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SUN_LIGHT_SHADOWS; i ++ ) {
		sunLight = sunLightShadows[ i ];
		shadow *= receiveShadow ? getSunShadow( sunShadowMap[ i ], sunLight, UNROLLED_LOOP_INDEX ) : 1.0;
	}
	#pragma unroll_loop_end
	#endif
	#if NUM_DIR_LIGHT_SHADOWS > 0
	DirectionalLightShadow directionalLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_DIR_LIGHT_SHADOWS; i ++ ) {
		directionalLight = directionalLightShadows[ i ];
		shadow *= receiveShadow ? getShadow( directionalShadowMap[ i ], directionalLight.shadowMapSize, directionalLight.shadowIntensity, directionalLight.shadowBias, directionalLight.shadowRadius, vDirectionalShadowCoord[ i ] ) : 1.0;
	}
	#pragma unroll_loop_end
	#endif
	#if NUM_SPOT_LIGHT_SHADOWS > 0
	SpotLightShadow spotLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SPOT_LIGHT_SHADOWS; i ++ ) {
		spotLight = spotLightShadows[ i ];
		shadow *= receiveShadow ? getShadow( spotShadowMap[ i ], spotLight.shadowMapSize, spotLight.shadowIntensity, spotLight.shadowBias, spotLight.shadowRadius, vSpotLightCoord[ i ] ) : 1.0;
	}
	#pragma unroll_loop_end
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0 && ( defined( SHADOWMAP_TYPE_PCF ) || defined( SHADOWMAP_TYPE_BASIC ) )
	PointLightShadow pointLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_POINT_LIGHT_SHADOWS; i ++ ) {
		pointLight = pointLightShadows[ i ];
		shadow *= receiveShadow ? getPointShadow( pointShadowMap[ i ], pointLight.shadowMapSize, pointLight.shadowIntensity, pointLight.shadowBias, pointLight.shadowRadius, vPointShadowCoord[ i ], pointLight.shadowCameraNear, pointLight.shadowCameraFar ) : 1.0;
	}
	#pragma unroll_loop_end
	#endif
	#endif
	return shadow;
}`,Ny=`#ifdef USE_SKINNING
	mat4 boneMatX = getBoneMatrix( skinIndex.x );
	mat4 boneMatY = getBoneMatrix( skinIndex.y );
	mat4 boneMatZ = getBoneMatrix( skinIndex.z );
	mat4 boneMatW = getBoneMatrix( skinIndex.w );
#endif`,Uy=`#ifdef USE_SKINNING
	uniform mat4 bindMatrix;
	uniform mat4 bindMatrixInverse;
	uniform highp sampler2D boneTexture;
	mat4 getBoneMatrix( const in float i ) {
		int size = textureSize( boneTexture, 0 ).x;
		int j = int( i ) * 4;
		int x = j % size;
		int y = j / size;
		vec4 v1 = texelFetch( boneTexture, ivec2( x, y ), 0 );
		vec4 v2 = texelFetch( boneTexture, ivec2( x + 1, y ), 0 );
		vec4 v3 = texelFetch( boneTexture, ivec2( x + 2, y ), 0 );
		vec4 v4 = texelFetch( boneTexture, ivec2( x + 3, y ), 0 );
		return mat4( v1, v2, v3, v4 );
	}
#endif`,Oy=`#ifdef USE_SKINNING
	vec4 skinVertex = bindMatrix * vec4( transformed, 1.0 );
	vec4 skinned = vec4( 0.0 );
	skinned += boneMatX * skinVertex * skinWeight.x;
	skinned += boneMatY * skinVertex * skinWeight.y;
	skinned += boneMatZ * skinVertex * skinWeight.z;
	skinned += boneMatW * skinVertex * skinWeight.w;
	transformed = ( bindMatrixInverse * skinned ).xyz;
#endif`,By=`#ifdef USE_SKINNING
	mat4 skinMatrix = mat4( 0.0 );
	skinMatrix += skinWeight.x * boneMatX;
	skinMatrix += skinWeight.y * boneMatY;
	skinMatrix += skinWeight.z * boneMatZ;
	skinMatrix += skinWeight.w * boneMatW;
	skinMatrix = bindMatrixInverse * skinMatrix * bindMatrix;
	objectNormal = vec4( skinMatrix * vec4( objectNormal, 0.0 ) ).xyz;
	#ifdef USE_TANGENT
		objectTangent = vec4( skinMatrix * vec4( objectTangent, 0.0 ) ).xyz;
	#endif
#endif`,ky=`float specularStrength;
#ifdef USE_SPECULARMAP
	vec4 texelSpecular = texture2D( specularMap, vSpecularMapUv );
	specularStrength = texelSpecular.r;
#else
	specularStrength = 1.0;
#endif`,zy=`#ifdef USE_SPECULARMAP
	uniform sampler2D specularMap;
#endif`,Gy=`#if defined( TONE_MAPPING )
	gl_FragColor.rgb = toneMapping( gl_FragColor.rgb );
#endif`,Vy=`#ifndef saturate
#define saturate( a ) clamp( a, 0.0, 1.0 )
#endif
uniform float toneMappingExposure;
vec3 LinearToneMapping( vec3 color ) {
	return saturate( toneMappingExposure * color );
}
vec3 ReinhardToneMapping( vec3 color ) {
	color *= toneMappingExposure;
	return saturate( color / ( vec3( 1.0 ) + color ) );
}
vec3 CineonToneMapping( vec3 color ) {
	color *= toneMappingExposure;
	color = max( vec3( 0.0 ), color - 0.004 );
	return pow( ( color * ( 6.2 * color + 0.5 ) ) / ( color * ( 6.2 * color + 1.7 ) + 0.06 ), vec3( 2.2 ) );
}
vec3 RRTAndODTFit( vec3 v ) {
	vec3 a = v * ( v + 0.0245786 ) - 0.000090537;
	vec3 b = v * ( 0.983729 * v + 0.4329510 ) + 0.238081;
	return a / b;
}
vec3 ACESFilmicToneMapping( vec3 color ) {
	const mat3 ACESInputMat = mat3(
		vec3( 0.59719, 0.07600, 0.02840 ),		vec3( 0.35458, 0.90834, 0.13383 ),
		vec3( 0.04823, 0.01566, 0.83777 )
	);
	const mat3 ACESOutputMat = mat3(
		vec3(  1.60475, -0.10208, -0.00327 ),		vec3( -0.53108,  1.10813, -0.07276 ),
		vec3( -0.07367, -0.00605,  1.07602 )
	);
	color *= toneMappingExposure / 0.6;
	color = ACESInputMat * color;
	color = RRTAndODTFit( color );
	color = ACESOutputMat * color;
	return saturate( color );
}
const mat3 LINEAR_REC2020_TO_LINEAR_SRGB = mat3(
	vec3( 1.6605, - 0.1246, - 0.0182 ),
	vec3( - 0.5876, 1.1329, - 0.1006 ),
	vec3( - 0.0728, - 0.0083, 1.1187 )
);
const mat3 LINEAR_SRGB_TO_LINEAR_REC2020 = mat3(
	vec3( 0.6274, 0.0691, 0.0164 ),
	vec3( 0.3293, 0.9195, 0.0880 ),
	vec3( 0.0433, 0.0113, 0.8956 )
);
vec3 agxDefaultContrastApprox( vec3 x ) {
	vec3 x2 = x * x;
	vec3 x4 = x2 * x2;
	return + 15.5 * x4 * x2
		- 40.14 * x4 * x
		+ 31.96 * x4
		- 6.868 * x2 * x
		+ 0.4298 * x2
		+ 0.1191 * x
		- 0.00232;
}
vec3 AgXToneMapping( vec3 color ) {
	const mat3 AgXInsetMatrix = mat3(
		vec3( 0.856627153315983, 0.137318972929847, 0.11189821299995 ),
		vec3( 0.0951212405381588, 0.761241990602591, 0.0767994186031903 ),
		vec3( 0.0482516061458583, 0.101439036467562, 0.811302368396859 )
	);
	const mat3 AgXOutsetMatrix = mat3(
		vec3( 1.1271005818144368, - 0.1413297634984383, - 0.14132976349843826 ),
		vec3( - 0.11060664309660323, 1.157823702216272, - 0.11060664309660294 ),
		vec3( - 0.016493938717834573, - 0.016493938717834257, 1.2519364065950405 )
	);
	const float AgxMinEv = - 12.47393;	const float AgxMaxEv = 4.026069;
	color *= toneMappingExposure;
	color = LINEAR_SRGB_TO_LINEAR_REC2020 * color;
	color = AgXInsetMatrix * color;
	color = max( color, 1e-10 );	color = log2( color );
	color = ( color - AgxMinEv ) / ( AgxMaxEv - AgxMinEv );
	color = clamp( color, 0.0, 1.0 );
	color = agxDefaultContrastApprox( color );
	color = AgXOutsetMatrix * color;
	color = pow( max( vec3( 0.0 ), color ), vec3( 2.2 ) );
	color = LINEAR_REC2020_TO_LINEAR_SRGB * color;
	color = clamp( color, 0.0, 1.0 );
	return color;
}
vec3 NeutralToneMapping( vec3 color ) {
	const float StartCompression = 0.8 - 0.04;
	const float Desaturation = 0.15;
	color *= toneMappingExposure;
	float x = min( color.r, min( color.g, color.b ) );
	float offset = x < 0.08 ? x - 6.25 * x * x : 0.04;
	color -= offset;
	float peak = max( color.r, max( color.g, color.b ) );
	if ( peak < StartCompression ) return color;
	float d = 1. - StartCompression;
	float newPeak = 1. - d * d / ( peak + d - StartCompression );
	color *= newPeak / peak;
	float g = 1. - 1. / ( Desaturation * ( peak - newPeak ) + 1. );
	return mix( color, vec3( newPeak ), g );
}
vec3 CustomToneMapping( vec3 color ) { return color; }`,Hy=`#ifdef USE_TRANSMISSION
	material.transmission = transmission;
	material.transmissionAlpha = 1.0;
	material.thickness = thickness;
	material.attenuationDistance = attenuationDistance;
	material.attenuationColor = attenuationColor;
	#ifdef USE_TRANSMISSIONMAP
		material.transmission *= texture2D( transmissionMap, vTransmissionMapUv ).r;
	#endif
	#ifdef USE_THICKNESSMAP
		material.thickness *= texture2D( thicknessMap, vThicknessMapUv ).g;
	#endif
	vec3 pos = vWorldPosition;
	vec3 v = normalize( cameraPosition - pos );
	vec3 n = transformNormalByInverseViewMatrix( normal, viewMatrix );
	vec4 transmitted = getIBLVolumeRefraction(
		n, v, material.roughness, material.diffuseContribution, material.specularColorBlended, material.specularF90,
		pos, modelMatrix, viewMatrix, projectionMatrix, material.dispersion, material.ior, material.thickness,
		material.attenuationColor, material.attenuationDistance );
	material.transmissionAlpha = mix( material.transmissionAlpha, transmitted.a, material.transmission );
	totalDiffuse = mix( totalDiffuse, transmitted.rgb, material.transmission );
#endif`,Wy=`#ifdef USE_TRANSMISSION
	uniform float transmission;
	uniform float thickness;
	uniform float attenuationDistance;
	uniform vec3 attenuationColor;
	#ifdef USE_TRANSMISSIONMAP
		uniform sampler2D transmissionMap;
	#endif
	#ifdef USE_THICKNESSMAP
		uniform sampler2D thicknessMap;
	#endif
	uniform vec2 transmissionSamplerSize;
	uniform sampler2D transmissionSamplerMap;
	uniform mat4 modelMatrix;
	uniform mat4 projectionMatrix;
	varying vec3 vWorldPosition;
	float w0( float a ) {
		return ( 1.0 / 6.0 ) * ( a * ( a * ( - a + 3.0 ) - 3.0 ) + 1.0 );
	}
	float w1( float a ) {
		return ( 1.0 / 6.0 ) * ( a *  a * ( 3.0 * a - 6.0 ) + 4.0 );
	}
	float w2( float a ){
		return ( 1.0 / 6.0 ) * ( a * ( a * ( - 3.0 * a + 3.0 ) + 3.0 ) + 1.0 );
	}
	float w3( float a ) {
		return ( 1.0 / 6.0 ) * ( a * a * a );
	}
	float g0( float a ) {
		return w0( a ) + w1( a );
	}
	float g1( float a ) {
		return w2( a ) + w3( a );
	}
	float h0( float a ) {
		return - 1.0 + w1( a ) / ( w0( a ) + w1( a ) );
	}
	float h1( float a ) {
		return 1.0 + w3( a ) / ( w2( a ) + w3( a ) );
	}
	vec4 bicubic( sampler2D tex, vec2 uv, vec4 texelSize, float lod ) {
		uv = uv * texelSize.zw + 0.5;
		vec2 iuv = floor( uv );
		vec2 fuv = fract( uv );
		float g0x = g0( fuv.x );
		float g1x = g1( fuv.x );
		float h0x = h0( fuv.x );
		float h1x = h1( fuv.x );
		float h0y = h0( fuv.y );
		float h1y = h1( fuv.y );
		vec2 p0 = ( vec2( iuv.x + h0x, iuv.y + h0y ) - 0.5 ) * texelSize.xy;
		vec2 p1 = ( vec2( iuv.x + h1x, iuv.y + h0y ) - 0.5 ) * texelSize.xy;
		vec2 p2 = ( vec2( iuv.x + h0x, iuv.y + h1y ) - 0.5 ) * texelSize.xy;
		vec2 p3 = ( vec2( iuv.x + h1x, iuv.y + h1y ) - 0.5 ) * texelSize.xy;
		return g0( fuv.y ) * ( g0x * textureLod( tex, p0, lod ) + g1x * textureLod( tex, p1, lod ) ) +
			g1( fuv.y ) * ( g0x * textureLod( tex, p2, lod ) + g1x * textureLod( tex, p3, lod ) );
	}
	vec4 textureBicubic( sampler2D sampler, vec2 uv, float lod ) {
		vec2 fLodSize = vec2( textureSize( sampler, int( lod ) ) );
		vec2 cLodSize = vec2( textureSize( sampler, int( lod + 1.0 ) ) );
		vec2 fLodSizeInv = 1.0 / fLodSize;
		vec2 cLodSizeInv = 1.0 / cLodSize;
		vec4 fSample = bicubic( sampler, uv, vec4( fLodSizeInv, fLodSize ), floor( lod ) );
		vec4 cSample = bicubic( sampler, uv, vec4( cLodSizeInv, cLodSize ), ceil( lod ) );
		return mix( fSample, cSample, fract( lod ) );
	}
	vec3 getVolumeTransmissionRay( const in vec3 n, const in vec3 v, const in float thickness, const in float ior, const in mat4 modelMatrix ) {
		vec3 refractionVector = refract( - v, normalize( n ), 1.0 / ior );
		vec3 modelScale;
		modelScale.x = length( vec3( modelMatrix[ 0 ].xyz ) );
		modelScale.y = length( vec3( modelMatrix[ 1 ].xyz ) );
		modelScale.z = length( vec3( modelMatrix[ 2 ].xyz ) );
		return normalize( refractionVector ) * thickness * modelScale;
	}
	float applyIorToRoughness( const in float roughness, const in float ior ) {
		return roughness * clamp( ior * 2.0 - 2.0, 0.0, 1.0 );
	}
	vec4 getTransmissionSample( const in vec2 fragCoord, const in float roughness, const in float ior ) {
		float lod = log2( transmissionSamplerSize.x ) * applyIorToRoughness( roughness, ior );
		return textureBicubic( transmissionSamplerMap, fragCoord.xy, lod );
	}
	vec3 volumeAttenuation( const in float transmissionDistance, const in vec3 attenuationColor, const in float attenuationDistance ) {
		if ( isinf( attenuationDistance ) ) {
			return vec3( 1.0 );
		} else {
			vec3 attenuationCoefficient = -log( attenuationColor ) / attenuationDistance;
			vec3 transmittance = exp( - attenuationCoefficient * transmissionDistance );			return transmittance;
		}
	}
	vec4 getIBLVolumeRefraction( const in vec3 n, const in vec3 v, const in float roughness, const in vec3 diffuseColor,
		const in vec3 specularColor, const in float specularF90, const in vec3 position, const in mat4 modelMatrix,
		const in mat4 viewMatrix, const in mat4 projMatrix, const in float dispersion, const in float ior, const in float thickness,
		const in vec3 attenuationColor, const in float attenuationDistance ) {
		vec4 transmittedLight;
		vec3 transmittance;
		#ifdef USE_DISPERSION
			float halfSpread = ( ior - 1.0 ) * 0.025 * dispersion;
			vec3 iors = vec3( ior - halfSpread, ior, ior + halfSpread );
			for ( int i = 0; i < 3; i ++ ) {
				vec3 transmissionRay = getVolumeTransmissionRay( n, v, thickness, iors[ i ], modelMatrix );
				vec3 refractedRayExit = position + transmissionRay;
				vec4 ndcPos = projMatrix * viewMatrix * vec4( refractedRayExit, 1.0 );
				vec2 refractionCoords = ndcPos.xy / ndcPos.w;
				refractionCoords += 1.0;
				refractionCoords /= 2.0;
				vec4 transmissionSample = getTransmissionSample( refractionCoords, roughness, iors[ i ] );
				transmittedLight[ i ] = transmissionSample[ i ];
				transmittedLight.a += transmissionSample.a;
				transmittance[ i ] = diffuseColor[ i ] * volumeAttenuation( length( transmissionRay ), attenuationColor, attenuationDistance )[ i ];
			}
			transmittedLight.a /= 3.0;
		#else
			vec3 transmissionRay = getVolumeTransmissionRay( n, v, thickness, ior, modelMatrix );
			vec3 refractedRayExit = position + transmissionRay;
			vec4 ndcPos = projMatrix * viewMatrix * vec4( refractedRayExit, 1.0 );
			vec2 refractionCoords = ndcPos.xy / ndcPos.w;
			refractionCoords += 1.0;
			refractionCoords /= 2.0;
			transmittedLight = getTransmissionSample( refractionCoords, roughness, ior );
			transmittance = diffuseColor * volumeAttenuation( length( transmissionRay ), attenuationColor, attenuationDistance );
		#endif
		vec3 attenuatedColor = transmittance * transmittedLight.rgb;
		vec3 F = EnvironmentBRDF( n, v, specularColor, specularF90, roughness );
		float transmittanceFactor = ( transmittance.r + transmittance.g + transmittance.b ) / 3.0;
		return vec4( ( 1.0 - F ) * attenuatedColor, 1.0 - ( 1.0 - transmittedLight.a ) * transmittanceFactor );
	}
#endif`,Xy=`#if defined( USE_UV ) || defined( USE_ANISOTROPY )
	varying vec2 vUv;
#endif
#ifdef USE_MAP
	varying vec2 vMapUv;
#endif
#ifdef USE_ALPHAMAP
	varying vec2 vAlphaMapUv;
#endif
#ifdef USE_LIGHTMAP
	varying vec2 vLightMapUv;
#endif
#ifdef USE_AOMAP
	varying vec2 vAoMapUv;
#endif
#ifdef USE_BUMPMAP
	varying vec2 vBumpMapUv;
#endif
#ifdef USE_NORMALMAP
	varying vec2 vNormalMapUv;
#endif
#ifdef USE_EMISSIVEMAP
	varying vec2 vEmissiveMapUv;
#endif
#ifdef USE_METALNESSMAP
	varying vec2 vMetalnessMapUv;
#endif
#ifdef USE_ROUGHNESSMAP
	varying vec2 vRoughnessMapUv;
#endif
#ifdef USE_DIFFUSE_ROUGHNESSMAP
	varying vec2 vDiffuseRoughnessMapUv;
#endif
#ifdef USE_ANISOTROPYMAP
	varying vec2 vAnisotropyMapUv;
#endif
#ifdef USE_CLEARCOATMAP
	varying vec2 vClearcoatMapUv;
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	varying vec2 vClearcoatNormalMapUv;
#endif
#ifdef USE_CLEARCOAT_ROUGHNESSMAP
	varying vec2 vClearcoatRoughnessMapUv;
#endif
#ifdef USE_IRIDESCENCEMAP
	varying vec2 vIridescenceMapUv;
#endif
#ifdef USE_IRIDESCENCE_THICKNESSMAP
	varying vec2 vIridescenceThicknessMapUv;
#endif
#ifdef USE_SHEEN_COLORMAP
	varying vec2 vSheenColorMapUv;
#endif
#ifdef USE_SHEEN_ROUGHNESSMAP
	varying vec2 vSheenRoughnessMapUv;
#endif
#ifdef USE_SPECULARMAP
	varying vec2 vSpecularMapUv;
#endif
#ifdef USE_SPECULAR_COLORMAP
	varying vec2 vSpecularColorMapUv;
#endif
#ifdef USE_SPECULAR_INTENSITYMAP
	varying vec2 vSpecularIntensityMapUv;
#endif
#ifdef USE_TRANSMISSIONMAP
	uniform mat3 transmissionMapTransform;
	varying vec2 vTransmissionMapUv;
#endif
#ifdef USE_THICKNESSMAP
	uniform mat3 thicknessMapTransform;
	varying vec2 vThicknessMapUv;
#endif`,$y=`#if defined( USE_UV ) || defined( USE_ANISOTROPY )
	varying vec2 vUv;
#endif
#ifdef USE_MAP
	uniform mat3 mapTransform;
	varying vec2 vMapUv;
#endif
#ifdef USE_ALPHAMAP
	uniform mat3 alphaMapTransform;
	varying vec2 vAlphaMapUv;
#endif
#ifdef USE_LIGHTMAP
	uniform mat3 lightMapTransform;
	varying vec2 vLightMapUv;
#endif
#ifdef USE_AOMAP
	uniform mat3 aoMapTransform;
	varying vec2 vAoMapUv;
#endif
#ifdef USE_BUMPMAP
	uniform mat3 bumpMapTransform;
	varying vec2 vBumpMapUv;
#endif
#ifdef USE_NORMALMAP
	uniform mat3 normalMapTransform;
	varying vec2 vNormalMapUv;
#endif
#ifdef USE_DISPLACEMENTMAP
	uniform mat3 displacementMapTransform;
	varying vec2 vDisplacementMapUv;
#endif
#ifdef USE_EMISSIVEMAP
	uniform mat3 emissiveMapTransform;
	varying vec2 vEmissiveMapUv;
#endif
#ifdef USE_METALNESSMAP
	uniform mat3 metalnessMapTransform;
	varying vec2 vMetalnessMapUv;
#endif
#ifdef USE_ROUGHNESSMAP
	uniform mat3 roughnessMapTransform;
	varying vec2 vRoughnessMapUv;
#endif
#ifdef USE_DIFFUSE_ROUGHNESSMAP
	uniform mat3 diffuseRoughnessMapTransform;
	varying vec2 vDiffuseRoughnessMapUv;
#endif
#ifdef USE_ANISOTROPYMAP
	uniform mat3 anisotropyMapTransform;
	varying vec2 vAnisotropyMapUv;
#endif
#ifdef USE_CLEARCOATMAP
	uniform mat3 clearcoatMapTransform;
	varying vec2 vClearcoatMapUv;
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	uniform mat3 clearcoatNormalMapTransform;
	varying vec2 vClearcoatNormalMapUv;
#endif
#ifdef USE_CLEARCOAT_ROUGHNESSMAP
	uniform mat3 clearcoatRoughnessMapTransform;
	varying vec2 vClearcoatRoughnessMapUv;
#endif
#ifdef USE_SHEEN_COLORMAP
	uniform mat3 sheenColorMapTransform;
	varying vec2 vSheenColorMapUv;
#endif
#ifdef USE_SHEEN_ROUGHNESSMAP
	uniform mat3 sheenRoughnessMapTransform;
	varying vec2 vSheenRoughnessMapUv;
#endif
#ifdef USE_IRIDESCENCEMAP
	uniform mat3 iridescenceMapTransform;
	varying vec2 vIridescenceMapUv;
#endif
#ifdef USE_IRIDESCENCE_THICKNESSMAP
	uniform mat3 iridescenceThicknessMapTransform;
	varying vec2 vIridescenceThicknessMapUv;
#endif
#ifdef USE_SPECULARMAP
	uniform mat3 specularMapTransform;
	varying vec2 vSpecularMapUv;
#endif
#ifdef USE_SPECULAR_COLORMAP
	uniform mat3 specularColorMapTransform;
	varying vec2 vSpecularColorMapUv;
#endif
#ifdef USE_SPECULAR_INTENSITYMAP
	uniform mat3 specularIntensityMapTransform;
	varying vec2 vSpecularIntensityMapUv;
#endif
#ifdef USE_TRANSMISSIONMAP
	uniform mat3 transmissionMapTransform;
	varying vec2 vTransmissionMapUv;
#endif
#ifdef USE_THICKNESSMAP
	uniform mat3 thicknessMapTransform;
	varying vec2 vThicknessMapUv;
#endif`,qy=`#if defined( USE_UV ) || defined( USE_ANISOTROPY )
	vUv = vec3( uv, 1 ).xy;
#endif
#ifdef USE_MAP
	vMapUv = ( mapTransform * vec3( MAP_UV, 1 ) ).xy;
#endif
#ifdef USE_ALPHAMAP
	vAlphaMapUv = ( alphaMapTransform * vec3( ALPHAMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_LIGHTMAP
	vLightMapUv = ( lightMapTransform * vec3( LIGHTMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_AOMAP
	vAoMapUv = ( aoMapTransform * vec3( AOMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_BUMPMAP
	vBumpMapUv = ( bumpMapTransform * vec3( BUMPMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_NORMALMAP
	vNormalMapUv = ( normalMapTransform * vec3( NORMALMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_DISPLACEMENTMAP
	vDisplacementMapUv = ( displacementMapTransform * vec3( DISPLACEMENTMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_EMISSIVEMAP
	vEmissiveMapUv = ( emissiveMapTransform * vec3( EMISSIVEMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_METALNESSMAP
	vMetalnessMapUv = ( metalnessMapTransform * vec3( METALNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_ROUGHNESSMAP
	vRoughnessMapUv = ( roughnessMapTransform * vec3( ROUGHNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_DIFFUSE_ROUGHNESSMAP
	vDiffuseRoughnessMapUv = ( diffuseRoughnessMapTransform * vec3( DIFFUSE_ROUGHNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_ANISOTROPYMAP
	vAnisotropyMapUv = ( anisotropyMapTransform * vec3( ANISOTROPYMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_CLEARCOATMAP
	vClearcoatMapUv = ( clearcoatMapTransform * vec3( CLEARCOATMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	vClearcoatNormalMapUv = ( clearcoatNormalMapTransform * vec3( CLEARCOAT_NORMALMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_CLEARCOAT_ROUGHNESSMAP
	vClearcoatRoughnessMapUv = ( clearcoatRoughnessMapTransform * vec3( CLEARCOAT_ROUGHNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_IRIDESCENCEMAP
	vIridescenceMapUv = ( iridescenceMapTransform * vec3( IRIDESCENCEMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_IRIDESCENCE_THICKNESSMAP
	vIridescenceThicknessMapUv = ( iridescenceThicknessMapTransform * vec3( IRIDESCENCE_THICKNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SHEEN_COLORMAP
	vSheenColorMapUv = ( sheenColorMapTransform * vec3( SHEEN_COLORMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SHEEN_ROUGHNESSMAP
	vSheenRoughnessMapUv = ( sheenRoughnessMapTransform * vec3( SHEEN_ROUGHNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SPECULARMAP
	vSpecularMapUv = ( specularMapTransform * vec3( SPECULARMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SPECULAR_COLORMAP
	vSpecularColorMapUv = ( specularColorMapTransform * vec3( SPECULAR_COLORMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SPECULAR_INTENSITYMAP
	vSpecularIntensityMapUv = ( specularIntensityMapTransform * vec3( SPECULAR_INTENSITYMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_TRANSMISSIONMAP
	vTransmissionMapUv = ( transmissionMapTransform * vec3( TRANSMISSIONMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_THICKNESSMAP
	vThicknessMapUv = ( thicknessMapTransform * vec3( THICKNESSMAP_UV, 1 ) ).xy;
#endif`,Yy=`#if defined( USE_ENVMAP ) || defined( DISTANCE ) || defined ( USE_SHADOWMAP ) || defined ( USE_TRANSMISSION ) || NUM_SPOT_LIGHT_COORDS > 0
	vec4 worldPosition = vec4( transformed, 1.0 );
	#ifdef USE_BATCHING
		worldPosition = batchingMatrix * worldPosition;
	#endif
	#ifdef USE_INSTANCING
		worldPosition = instanceMatrix * worldPosition;
	#endif
	worldPosition = modelMatrix * worldPosition;
#endif`,Zy=`varying vec2 vUv;
uniform mat3 uvTransform;
void main() {
	vUv = ( uvTransform * vec3( uv, 1 ) ).xy;
	gl_Position = vec4( position.xy, 1.0, 1.0 );
}`,jy=`uniform sampler2D t2D;
uniform float backgroundIntensity;
varying vec2 vUv;
void main() {
	vec4 texColor = texture2D( t2D, vUv );
	#ifdef DECODE_VIDEO_TEXTURE
		texColor = vec4( mix( pow( texColor.rgb * 0.9478672986 + vec3( 0.0521327014 ), vec3( 2.4 ) ), texColor.rgb * 0.0773993808, vec3( lessThanEqual( texColor.rgb, vec3( 0.04045 ) ) ) ), texColor.w );
	#endif
	texColor.rgb *= backgroundIntensity;
	gl_FragColor = texColor;
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,Jy=`varying vec3 vWorldDirection;
#include <common>
void main() {
	vWorldDirection = transformDirection( position, modelMatrix );
	#include <begin_vertex>
	#include <project_vertex>
	gl_Position.z = gl_Position.w;
}`,Ky=`uniform float backgroundBlurriness;
uniform float backgroundIntensity;
uniform mat3 backgroundRotation;
varying vec3 vWorldDirection;
#include <envmap_common_pars_fragment>
void main() {
	#ifdef ENVMAP_TYPE_PMREM
		vec4 texColor = textureLod( envMap, backgroundRotation * vWorldDirection, roughnessToMip( backgroundBlurriness ) );
	#else
		vec4 texColor = textureCube( envMap, backgroundRotation * vWorldDirection );
	#endif
	texColor.rgb *= backgroundIntensity;
	gl_FragColor = texColor;
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,Qy=`varying vec3 vWorldDirection;
#include <common>
void main() {
	vWorldDirection = transformDirection( position, modelMatrix );
	#include <begin_vertex>
	#include <project_vertex>
	gl_Position.z = gl_Position.w;
}`,ex=`uniform samplerCube tCube;
uniform float tFlip;
uniform float opacity;
varying vec3 vWorldDirection;
void main() {
	vec4 texColor = textureCube( tCube, vec3( tFlip * vWorldDirection.x, vWorldDirection.yz ) );
	gl_FragColor = texColor;
	gl_FragColor.a *= opacity;
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,tx=`#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
varying vec2 vHighPrecisionZW;
void main() {
	#include <uv_vertex>
	#include <batching_vertex>
	#include <skinbase_vertex>
	#include <morphinstance_vertex>
	#ifdef USE_DISPLACEMENTMAP
		#include <beginnormal_vertex>
		#include <morphnormal_vertex>
		#include <skinnormal_vertex>
	#endif
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vHighPrecisionZW = gl_Position.zw;
}`,nx=`#if DEPTH_PACKING == 3200
	uniform float opacity;
#endif
#include <common>
#include <packing>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
varying vec2 vHighPrecisionZW;
void main() {
	vec4 diffuseColor = vec4( 1.0 );
	#include <clipping_planes_fragment>
	#if DEPTH_PACKING == 3200
		diffuseColor.a = opacity;
	#endif
	#include <map_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <logdepthbuf_fragment>
	#ifdef USE_REVERSED_DEPTH_BUFFER
		float fragCoordZ = vHighPrecisionZW[ 0 ] / vHighPrecisionZW[ 1 ];
	#else
		float fragCoordZ = 0.5 * vHighPrecisionZW[ 0 ] / vHighPrecisionZW[ 1 ] + 0.5;
	#endif
	#if DEPTH_PACKING == 3200
		gl_FragColor = vec4( vec3( 1.0 - fragCoordZ ), opacity );
	#elif DEPTH_PACKING == 3201
		gl_FragColor = packDepthToRGBA( fragCoordZ );
	#elif DEPTH_PACKING == 3202
		gl_FragColor = vec4( packDepthToRGB( fragCoordZ ), 1.0 );
	#elif DEPTH_PACKING == 3203
		gl_FragColor = vec4( packDepthToRG( fragCoordZ ), 0.0, 1.0 );
	#endif
}`,ix=`#define DISTANCE
varying vec3 vWorldPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <batching_vertex>
	#include <skinbase_vertex>
	#include <morphinstance_vertex>
	#ifdef USE_DISPLACEMENTMAP
		#include <beginnormal_vertex>
		#include <morphnormal_vertex>
		#include <skinnormal_vertex>
	#endif
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <worldpos_vertex>
	#include <clipping_planes_vertex>
	vWorldPosition = worldPosition.xyz;
}`,rx=`#define DISTANCE
uniform vec3 referencePosition;
uniform float nearDistance;
uniform float farDistance;
varying vec3 vWorldPosition;
#include <common>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( 1.0 );
	#include <clipping_planes_fragment>
	#include <map_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	float dist = length( vWorldPosition - referencePosition );
	dist = ( dist - nearDistance ) / ( farDistance - nearDistance );
	dist = saturate( dist );
	gl_FragColor = vec4( dist, 0.0, 0.0, 1.0 );
}`,sx=`varying vec3 vWorldDirection;
#include <common>
void main() {
	vWorldDirection = transformDirection( position, modelMatrix );
	#include <begin_vertex>
	#include <project_vertex>
}`,ax=`uniform sampler2D tEquirect;
varying vec3 vWorldDirection;
#include <common>
void main() {
	vec3 direction = normalize( vWorldDirection );
	vec2 sampleUV = equirectUv( direction );
	gl_FragColor = texture2D( tEquirect, sampleUV );
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,ox=`uniform float scale;
attribute float lineDistance;
varying float vLineDistance;
#include <common>
#include <uv_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <morphtarget_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	vLineDistance = scale * lineDistance;
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <fog_vertex>
}`,lx=`uniform vec3 diffuse;
uniform float opacity;
uniform float dashSize;
uniform float totalSize;
varying float vLineDistance;
#include <common>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <fog_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	if ( mod( vLineDistance, totalSize ) > dashSize ) {
		discard;
	}
	vec3 outgoingLight = vec3( 0.0 );
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	outgoingLight = diffuseColor.rgb;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
}`,cx=`#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <envmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#if defined ( USE_ENVMAP ) || defined ( USE_SKINNING )
		#include <beginnormal_vertex>
		#include <morphnormal_vertex>
		#include <skinbase_vertex>
		#include <skinnormal_vertex>
		#include <defaultnormal_vertex>
	#endif
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <worldpos_vertex>
	#include <envmap_vertex>
	#include <fog_vertex>
}`,hx=`uniform vec3 diffuse;
uniform float opacity;
#ifndef FLAT_SHADED
	varying vec3 vNormal;
#endif
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <envmap_common_pars_fragment>
#include <envmap_pars_fragment>
#include <fog_pars_fragment>
#include <specularmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <specularmap_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	#ifdef USE_LIGHTMAP
		vec4 lightMapTexel = texture2D( lightMap, vLightMapUv );
		reflectedLight.indirectDiffuse += lightMapTexel.rgb * lightMapIntensity * RECIPROCAL_PI;
	#else
		reflectedLight.indirectDiffuse += vec3( 1.0 );
	#endif
	#include <aomap_fragment>
	reflectedLight.indirectDiffuse *= diffuseColor.rgb;
	vec3 outgoingLight = reflectedLight.indirectDiffuse;
	#include <envmap_fragment>
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,ux=`#define LAMBERT
varying vec3 vViewPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <envmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <shadowmap_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vViewPosition = - mvPosition.xyz;
	#include <worldpos_vertex>
	#include <envmap_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
}`,dx=`#define LAMBERT
uniform vec3 diffuse;
uniform vec3 emissive;
uniform float opacity;
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <emissivemap_pars_fragment>
#include <envmap_common_pars_fragment>
#include <envmap_pars_fragment>
#include <envmap_physical_pars_fragment>
#include <fog_pars_fragment>
#include <bsdfs>
#include <lights_pars_begin>
#include <normal_pars_fragment>
#include <lights_lambert_pars_fragment>
#include <shadowmap_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <specularmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	vec3 totalEmissiveRadiance = emissive;
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <specularmap_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	#include <emissivemap_fragment>
	#include <lights_lambert_fragment>
	#include <lights_fragment_begin>
	#include <lights_fragment_maps>
	#include <lights_fragment_end>
	#include <aomap_fragment>
	vec3 outgoingLight = reflectedLight.directDiffuse + reflectedLight.indirectDiffuse + totalEmissiveRadiance;
	#include <envmap_fragment>
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,fx=`#define MATCAP
varying vec3 vViewPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <color_pars_vertex>
#include <displacementmap_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <fog_vertex>
	vViewPosition = - mvPosition.xyz;
}`,px=`#define MATCAP
uniform vec3 diffuse;
uniform float opacity;
uniform sampler2D matcap;
varying vec3 vViewPosition;
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <fog_pars_fragment>
#include <normal_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	vec3 viewDir = normalize( vViewPosition );
	vec3 x = normalize( vec3( viewDir.z, 0.0, - viewDir.x ) );
	vec3 y = cross( viewDir, x );
	vec2 uv = vec2( dot( x, normal ), dot( y, normal ) ) * 0.495 + 0.5;
	#ifdef USE_MATCAP
		vec4 matcapColor = texture2D( matcap, uv );
	#else
		vec4 matcapColor = vec4( vec3( mix( 0.2, 0.8, uv.y ) ), 1.0 );
	#endif
	vec3 outgoingLight = diffuseColor.rgb * matcapColor.rgb;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,mx=`#define NORMAL
#if defined( FLAT_SHADED ) || defined( USE_BUMPMAP ) || defined( USE_NORMALMAP_TANGENTSPACE )
	varying vec3 vViewPosition;
#endif
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphinstance_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
#if defined( FLAT_SHADED ) || defined( USE_BUMPMAP ) || defined( USE_NORMALMAP_TANGENTSPACE )
	vViewPosition = - mvPosition.xyz;
#endif
}`,gx=`#define NORMAL
uniform float opacity;
#if defined( FLAT_SHADED ) || defined( USE_BUMPMAP ) || defined( USE_NORMALMAP_TANGENTSPACE )
	varying vec3 vViewPosition;
#endif
#include <uv_pars_fragment>
#include <normal_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( 0.0, 0.0, 0.0, opacity );
	#include <clipping_planes_fragment>
	#include <logdepthbuf_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	gl_FragColor = vec4( normalize( normal ) * 0.5 + 0.5, diffuseColor.a );
	#ifdef OPAQUE
		gl_FragColor.a = 1.0;
	#endif
}`,_x=`#define PHONG
varying vec3 vViewPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <envmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <shadowmap_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphinstance_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vViewPosition = - mvPosition.xyz;
	#include <worldpos_vertex>
	#include <envmap_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
}`,vx=`#define PHONG
uniform vec3 diffuse;
uniform vec3 emissive;
uniform vec3 specular;
uniform float shininess;
uniform float opacity;
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <emissivemap_pars_fragment>
#include <envmap_common_pars_fragment>
#include <envmap_pars_fragment>
#include <envmap_physical_pars_fragment>
#include <fog_pars_fragment>
#include <bsdfs>
#include <lights_pars_begin>
#include <normal_pars_fragment>
#include <lights_phong_pars_fragment>
#include <shadowmap_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <specularmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	vec3 totalEmissiveRadiance = emissive;
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <specularmap_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	#include <emissivemap_fragment>
	#include <lights_phong_fragment>
	#include <lights_fragment_begin>
	#include <lights_fragment_maps>
	#include <lights_fragment_end>
	#include <aomap_fragment>
	vec3 outgoingLight = reflectedLight.directDiffuse + reflectedLight.indirectDiffuse + reflectedLight.directSpecular + reflectedLight.indirectSpecular + totalEmissiveRadiance;
	#include <envmap_fragment>
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,yx=`#define STANDARD
varying vec3 vViewPosition;
#ifdef USE_TRANSMISSION
	varying vec3 vWorldPosition;
#endif
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <shadowmap_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vViewPosition = - mvPosition.xyz;
	#include <worldpos_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
#ifdef USE_TRANSMISSION
	vWorldPosition = worldPosition.xyz;
#endif
}`,xx=`#define STANDARD
#ifdef PHYSICAL
	#define IOR
	#define USE_SPECULAR
#endif
uniform vec3 diffuse;
uniform vec3 emissive;
uniform float roughness;
uniform float metalness;
uniform float opacity;
#ifdef IOR
	uniform float ior;
#endif
#ifdef USE_SPECULAR
	uniform float specularIntensity;
	uniform vec3 specularColor;
	#ifdef USE_SPECULAR_COLORMAP
		uniform sampler2D specularColorMap;
	#endif
	#ifdef USE_SPECULAR_INTENSITYMAP
		uniform sampler2D specularIntensityMap;
	#endif
#endif
#ifdef USE_CLEARCOAT
	uniform float clearcoat;
	uniform float clearcoatRoughness;
#endif
#ifdef USE_DIFFUSE_ROUGHNESS
	uniform float diffuseRoughness;
	#ifdef USE_DIFFUSE_ROUGHNESSMAP
		uniform sampler2D diffuseRoughnessMap;
	#endif
#endif
#ifdef USE_DISPERSION
	uniform float dispersion;
#endif
#ifdef USE_RETROREFLECTION
	uniform float retroreflectivity;
#endif
#ifdef USE_IRIDESCENCE
	uniform float iridescence;
	uniform float iridescenceIOR;
	uniform float iridescenceThicknessMinimum;
	uniform float iridescenceThicknessMaximum;
#endif
#ifdef USE_SHEEN
	uniform vec3 sheenColor;
	uniform float sheenRoughness;
	#ifdef USE_SHEEN_COLORMAP
		uniform sampler2D sheenColorMap;
	#endif
	#ifdef USE_SHEEN_ROUGHNESSMAP
		uniform sampler2D sheenRoughnessMap;
	#endif
#endif
#ifdef USE_ANISOTROPY
	uniform vec2 anisotropyVector;
	#ifdef USE_ANISOTROPYMAP
		uniform sampler2D anisotropyMap;
	#endif
#endif
varying vec3 vViewPosition;
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <emissivemap_pars_fragment>
#include <iridescence_fragment>
#include <envmap_common_pars_fragment>
#include <envmap_physical_pars_fragment>
#include <fog_pars_fragment>
#include <lights_pars_begin>
#include <normal_pars_fragment>
#include <lights_physical_pars_fragment>
#include <transmission_pars_fragment>
#include <shadowmap_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <clearcoat_pars_fragment>
#include <iridescence_pars_fragment>
#include <roughnessmap_pars_fragment>
#include <metalnessmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	vec3 totalEmissiveRadiance = emissive;
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <roughnessmap_fragment>
	#include <metalnessmap_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	#include <clearcoat_normal_fragment_begin>
	#include <clearcoat_normal_fragment_maps>
	#include <emissivemap_fragment>
	#include <lights_physical_fragment>
	#include <lights_fragment_begin>
	#include <lights_fragment_maps>
	#include <lights_fragment_end>
	#include <aomap_fragment>
	vec3 totalDiffuse = reflectedLight.directDiffuse + reflectedLight.indirectDiffuse;
	vec3 totalSpecular = reflectedLight.directSpecular + reflectedLight.indirectSpecular;
	#include <transmission_fragment>
	vec3 outgoingLight = totalDiffuse + totalSpecular + totalEmissiveRadiance;
	#ifdef USE_SHEEN
 
		outgoingLight = outgoingLight + sheenSpecularDirect + sheenSpecularIndirect;
 
 	#endif
	#ifdef USE_CLEARCOAT
		float dotNVcc = saturate( dot( geometryClearcoatNormal, geometryViewDir ) );
		vec3 Fcc = F_Schlick( material.clearcoatF0, material.clearcoatF90, dotNVcc );
		outgoingLight = outgoingLight * ( 1.0 - material.clearcoat * Fcc ) + ( clearcoatSpecularDirect + clearcoatSpecularIndirect ) * material.clearcoat;
	#endif
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,Sx=`#define TOON
varying vec3 vViewPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <shadowmap_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vViewPosition = - mvPosition.xyz;
	#include <worldpos_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
}`,Mx=`#define TOON
uniform vec3 diffuse;
uniform vec3 emissive;
uniform float opacity;
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <emissivemap_pars_fragment>
#include <gradientmap_pars_fragment>
#include <fog_pars_fragment>
#include <bsdfs>
#include <lights_pars_begin>
#include <normal_pars_fragment>
#include <lights_toon_pars_fragment>
#include <shadowmap_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	vec3 totalEmissiveRadiance = emissive;
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	#include <emissivemap_fragment>
	#include <lights_toon_fragment>
	#include <lights_fragment_begin>
	#include <lights_fragment_maps>
	#include <lights_fragment_end>
	#include <aomap_fragment>
	vec3 outgoingLight = reflectedLight.directDiffuse + reflectedLight.indirectDiffuse + totalEmissiveRadiance;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,bx=`uniform float size;
uniform float scale;
#include <common>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <morphtarget_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
#ifdef USE_POINTS_UV
	varying vec2 vUv;
	uniform mat3 uvTransform;
#endif
void main() {
	#ifdef USE_POINTS_UV
		vUv = ( uvTransform * vec3( uv, 1 ) ).xy;
	#endif
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <project_vertex>
	gl_PointSize = size;
	#ifdef USE_SIZEATTENUATION
		bool isPerspective = isPerspectiveMatrix( projectionMatrix );
		if ( isPerspective ) gl_PointSize *= ( scale / - mvPosition.z );
	#endif
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <worldpos_vertex>
	#include <fog_vertex>
}`,Ex=`uniform vec3 diffuse;
uniform float opacity;
#include <common>
#include <color_pars_fragment>
#include <map_particle_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <fog_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	vec3 outgoingLight = vec3( 0.0 );
	#include <logdepthbuf_fragment>
	#include <map_particle_fragment>
	#include <color_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	outgoingLight = diffuseColor.rgb;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
}`,wx=`#include <common>
#include <batching_pars_vertex>
#include <fog_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <shadowmap_pars_vertex>
void main() {
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphinstance_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <worldpos_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
}`,Tx=`uniform vec3 color;
uniform float opacity;
#include <common>
#include <fog_pars_fragment>
#include <bsdfs>
#include <lights_pars_begin>
#include <logdepthbuf_pars_fragment>
#include <shadowmap_pars_fragment>
#include <shadowmask_pars_fragment>
void main() {
	#include <logdepthbuf_fragment>
	gl_FragColor = vec4( color, opacity * ( 1.0 - getShadowMask() ) );
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
}`,Ax=`uniform float rotation;
uniform vec2 center;
#include <common>
#include <uv_pars_vertex>
#include <fog_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	vec4 mvPosition = modelViewMatrix[ 3 ];
	vec2 scale = vec2( length( modelMatrix[ 0 ].xyz ), length( modelMatrix[ 1 ].xyz ) );
	#ifndef USE_SIZEATTENUATION
		bool isPerspective = isPerspectiveMatrix( projectionMatrix );
		if ( isPerspective ) scale *= - mvPosition.z;
	#endif
	vec2 alignedPosition = ( position.xy - ( center - vec2( 0.5 ) ) ) * scale;
	vec2 rotatedPosition;
	rotatedPosition.x = cos( rotation ) * alignedPosition.x - sin( rotation ) * alignedPosition.y;
	rotatedPosition.y = sin( rotation ) * alignedPosition.x + cos( rotation ) * alignedPosition.y;
	mvPosition.xy += rotatedPosition;
	gl_Position = projectionMatrix * mvPosition;
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <fog_vertex>
}`,Cx=`uniform vec3 diffuse;
uniform float opacity;
#include <common>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <fog_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	vec3 outgoingLight = vec3( 0.0 );
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	outgoingLight = diffuseColor.rgb;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
}`,mt={alphahash_fragment:j0,alphahash_pars_fragment:J0,alphamap_fragment:K0,alphamap_pars_fragment:Q0,alphatest_fragment:ev,alphatest_pars_fragment:tv,aomap_fragment:nv,aomap_pars_fragment:iv,batching_pars_vertex:rv,batching_vertex:sv,begin_vertex:av,beginnormal_vertex:ov,bsdfs:lv,iridescence_fragment:cv,bumpmap_pars_fragment:hv,clipping_planes_fragment:uv,clipping_planes_pars_fragment:dv,clipping_planes_pars_vertex:fv,clipping_planes_vertex:pv,color_fragment:mv,color_pars_fragment:gv,color_pars_vertex:_v,color_vertex:vv,common:yv,defaultnormal_vertex:xv,displacementmap_pars_vertex:Sv,displacementmap_vertex:Mv,emissivemap_fragment:bv,emissivemap_pars_fragment:Ev,colorspace_fragment:wv,colorspace_pars_fragment:Tv,envmap_fragment:Av,envmap_common_pars_fragment:Cv,envmap_pars_fragment:Rv,envmap_pars_vertex:Pv,envmap_physical_pars_fragment:Gv,envmap_vertex:Iv,fog_vertex:Dv,fog_pars_vertex:Lv,fog_fragment:Fv,fog_pars_fragment:Nv,gradientmap_pars_fragment:Uv,lightmap_pars_fragment:Ov,lights_lambert_fragment:Bv,lights_lambert_pars_fragment:kv,lights_pars_begin:zv,lights_toon_fragment:Vv,lights_toon_pars_fragment:Hv,lights_phong_fragment:Wv,lights_phong_pars_fragment:Xv,lights_physical_fragment:$v,lights_physical_pars_fragment:qv,lights_fragment_begin:Yv,lights_fragment_maps:Zv,lights_fragment_end:jv,lightprobes_pars_fragment:Jv,logdepthbuf_fragment:Kv,logdepthbuf_pars_fragment:Qv,logdepthbuf_pars_vertex:ey,logdepthbuf_vertex:ty,map_fragment:ny,map_pars_fragment:iy,map_particle_fragment:ry,map_particle_pars_fragment:sy,metalnessmap_fragment:ay,metalnessmap_pars_fragment:oy,morphinstance_vertex:ly,morphcolor_vertex:cy,morphnormal_vertex:hy,morphtarget_pars_vertex:uy,morphtarget_vertex:dy,normal_fragment_begin:fy,normal_fragment_maps:py,normal_pars_fragment:my,normal_pars_vertex:gy,normal_vertex:_y,normalmap_pars_fragment:vy,clearcoat_normal_fragment_begin:yy,clearcoat_normal_fragment_maps:xy,clearcoat_pars_fragment:Sy,iridescence_pars_fragment:My,opaque_fragment:by,packing:Ey,premultiplied_alpha_fragment:wy,project_vertex:Ty,dithering_fragment:Ay,dithering_pars_fragment:Cy,roughnessmap_fragment:Ry,roughnessmap_pars_fragment:Py,shadowmap_pars_fragment:Iy,shadowmap_pars_vertex:Dy,shadowmap_vertex:Ly,shadowmask_pars_fragment:Fy,skinbase_vertex:Ny,skinning_pars_vertex:Uy,skinning_vertex:Oy,skinnormal_vertex:By,specularmap_fragment:ky,specularmap_pars_fragment:zy,tonemapping_fragment:Gy,tonemapping_pars_fragment:Vy,transmission_fragment:Hy,transmission_pars_fragment:Wy,uv_pars_fragment:Xy,uv_pars_vertex:$y,uv_vertex:qy,worldpos_vertex:Yy,background_vert:Zy,background_frag:jy,backgroundCube_vert:Jy,backgroundCube_frag:Ky,cube_vert:Qy,cube_frag:ex,depth_vert:tx,depth_frag:nx,distance_vert:ix,distance_frag:rx,equirect_vert:sx,equirect_frag:ax,linedashed_vert:ox,linedashed_frag:lx,meshbasic_vert:cx,meshbasic_frag:hx,meshlambert_vert:ux,meshlambert_frag:dx,meshmatcap_vert:fx,meshmatcap_frag:px,meshnormal_vert:mx,meshnormal_frag:gx,meshphong_vert:_x,meshphong_frag:vx,meshphysical_vert:yx,meshphysical_frag:xx,meshtoon_vert:Sx,meshtoon_frag:Mx,points_vert:bx,points_frag:Ex,shadow_vert:wx,shadow_frag:Tx,sprite_vert:Ax,sprite_frag:Cx},Be={common:{diffuse:{value:new pt(16777215)},opacity:{value:1},map:{value:null},mapTransform:{value:new at},alphaMap:{value:null},alphaMapTransform:{value:new at},alphaTest:{value:0}},specularmap:{specularMap:{value:null},specularMapTransform:{value:new at}},envmap:{envMap:{value:null},envMapRotation:{value:new at},reflectivity:{value:1},ior:{value:1.5},refractionRatio:{value:.98},dfgLUT:{value:null}},aomap:{aoMap:{value:null},aoMapIntensity:{value:1},aoMapTransform:{value:new at}},lightmap:{lightMap:{value:null},lightMapIntensity:{value:1},lightMapTransform:{value:new at}},bumpmap:{bumpMap:{value:null},bumpMapTransform:{value:new at},bumpScale:{value:1}},normalmap:{normalMap:{value:null},normalMapTransform:{value:new at},normalScale:{value:new et(1,1)}},displacementmap:{displacementMap:{value:null},displacementMapTransform:{value:new at},displacementScale:{value:1},displacementBias:{value:0}},emissivemap:{emissiveMap:{value:null},emissiveMapTransform:{value:new at}},metalnessmap:{metalnessMap:{value:null},metalnessMapTransform:{value:new at}},roughnessmap:{roughnessMap:{value:null},roughnessMapTransform:{value:new at}},gradientmap:{gradientMap:{value:null}},fog:{fogDensity:{value:25e-5},fogNear:{value:1},fogFar:{value:2e3},fogColor:{value:new pt(16777215)}},lights:{ambientLightColor:{value:[]},lightProbe:{value:[]},sunLights:{value:[],properties:{direction:{},color:{}}},sunLightShadows:{value:[],properties:{shadowIntensity:1,shadowBias:{},shadowNormalBias:{},shadowRadius:{},shadowMapSize:{}}},sunShadowMatrix:{value:[]},sunShadowCascade:{value:[]},directionalLights:{value:[],properties:{direction:{},color:{}}},directionalLightShadows:{value:[],properties:{shadowIntensity:1,shadowBias:{},shadowNormalBias:{},shadowRadius:{},shadowMapSize:{}}},directionalShadowMatrix:{value:[]},spotLights:{value:[],properties:{color:{},position:{},direction:{},distance:{},coneCos:{},penumbraCos:{},decay:{}}},spotLightShadows:{value:[],properties:{shadowIntensity:1,shadowBias:{},shadowNormalBias:{},shadowRadius:{},shadowMapSize:{}}},spotLightMap:{value:[]},spotLightMatrix:{value:[]},pointLights:{value:[],properties:{color:{},position:{},decay:{},distance:{}}},pointLightShadows:{value:[],properties:{shadowIntensity:1,shadowBias:{},shadowNormalBias:{},shadowRadius:{},shadowMapSize:{},shadowCameraNear:{},shadowCameraFar:{}}},pointShadowMatrix:{value:[]},hemisphereLights:{value:[],properties:{direction:{},skyColor:{},groundColor:{}}},rectAreaLights:{value:[],properties:{color:{},position:{},width:{},height:{}}},ltc_1:{value:null},ltc_2:{value:null},probesSH:{value:[]},probesMin:{value:[]},probesMax:{value:[]},probesResolution:{value:[]}},points:{diffuse:{value:new pt(16777215)},opacity:{value:1},size:{value:1},scale:{value:1},map:{value:null},alphaMap:{value:null},alphaMapTransform:{value:new at},alphaTest:{value:0},uvTransform:{value:new at}},sprite:{diffuse:{value:new pt(16777215)},opacity:{value:1},center:{value:new et(.5,.5)},rotation:{value:0},map:{value:null},mapTransform:{value:new at},alphaMap:{value:null},alphaMapTransform:{value:new at},alphaTest:{value:0}}},li={basic:{uniforms:fn([Be.common,Be.specularmap,Be.envmap,Be.aomap,Be.lightmap,Be.fog]),vertexShader:mt.meshbasic_vert,fragmentShader:mt.meshbasic_frag},lambert:{uniforms:fn([Be.common,Be.specularmap,Be.envmap,Be.aomap,Be.lightmap,Be.emissivemap,Be.bumpmap,Be.normalmap,Be.displacementmap,Be.fog,Be.lights,{emissive:{value:new pt(0)},envMapIntensity:{value:1}}]),vertexShader:mt.meshlambert_vert,fragmentShader:mt.meshlambert_frag},phong:{uniforms:fn([Be.common,Be.specularmap,Be.envmap,Be.aomap,Be.lightmap,Be.emissivemap,Be.bumpmap,Be.normalmap,Be.displacementmap,Be.fog,Be.lights,{emissive:{value:new pt(0)},specular:{value:new pt(1118481)},shininess:{value:30},envMapIntensity:{value:1}}]),vertexShader:mt.meshphong_vert,fragmentShader:mt.meshphong_frag},standard:{uniforms:fn([Be.common,Be.envmap,Be.aomap,Be.lightmap,Be.emissivemap,Be.bumpmap,Be.normalmap,Be.displacementmap,Be.roughnessmap,Be.metalnessmap,Be.fog,Be.lights,{emissive:{value:new pt(0)},roughness:{value:1},metalness:{value:0},envMapIntensity:{value:1}}]),vertexShader:mt.meshphysical_vert,fragmentShader:mt.meshphysical_frag},toon:{uniforms:fn([Be.common,Be.aomap,Be.lightmap,Be.emissivemap,Be.bumpmap,Be.normalmap,Be.displacementmap,Be.gradientmap,Be.fog,Be.lights,{emissive:{value:new pt(0)}}]),vertexShader:mt.meshtoon_vert,fragmentShader:mt.meshtoon_frag},matcap:{uniforms:fn([Be.common,Be.bumpmap,Be.normalmap,Be.displacementmap,Be.fog,{matcap:{value:null}}]),vertexShader:mt.meshmatcap_vert,fragmentShader:mt.meshmatcap_frag},points:{uniforms:fn([Be.points,Be.fog]),vertexShader:mt.points_vert,fragmentShader:mt.points_frag},dashed:{uniforms:fn([Be.common,Be.fog,{scale:{value:1},dashSize:{value:1},totalSize:{value:2}}]),vertexShader:mt.linedashed_vert,fragmentShader:mt.linedashed_frag},depth:{uniforms:fn([Be.common,Be.displacementmap]),vertexShader:mt.depth_vert,fragmentShader:mt.depth_frag},normal:{uniforms:fn([Be.common,Be.bumpmap,Be.normalmap,Be.displacementmap,{opacity:{value:1}}]),vertexShader:mt.meshnormal_vert,fragmentShader:mt.meshnormal_frag},sprite:{uniforms:fn([Be.sprite,Be.fog]),vertexShader:mt.sprite_vert,fragmentShader:mt.sprite_frag},background:{uniforms:{uvTransform:{value:new at},t2D:{value:null},backgroundIntensity:{value:1}},vertexShader:mt.background_vert,fragmentShader:mt.background_frag},backgroundCube:{uniforms:{envMap:{value:null},backgroundBlurriness:{value:0},backgroundIntensity:{value:1},backgroundRotation:{value:new at}},vertexShader:mt.backgroundCube_vert,fragmentShader:mt.backgroundCube_frag},cube:{uniforms:{tCube:{value:null},tFlip:{value:-1},opacity:{value:1}},vertexShader:mt.cube_vert,fragmentShader:mt.cube_frag},equirect:{uniforms:{tEquirect:{value:null}},vertexShader:mt.equirect_vert,fragmentShader:mt.equirect_frag},distance:{uniforms:fn([Be.common,Be.displacementmap,{referencePosition:{value:new K},nearDistance:{value:1},farDistance:{value:1e3}}]),vertexShader:mt.distance_vert,fragmentShader:mt.distance_frag},shadow:{uniforms:fn([Be.lights,Be.fog,{color:{value:new pt(0)},opacity:{value:1}}]),vertexShader:mt.shadow_vert,fragmentShader:mt.shadow_frag}};li.physical={uniforms:fn([li.standard.uniforms,{clearcoat:{value:0},clearcoatMap:{value:null},clearcoatMapTransform:{value:new at},clearcoatNormalMap:{value:null},clearcoatNormalMapTransform:{value:new at},clearcoatNormalScale:{value:new et(1,1)},clearcoatRoughness:{value:0},clearcoatRoughnessMap:{value:null},clearcoatRoughnessMapTransform:{value:new at},diffuseRoughness:{value:0},diffuseRoughnessMap:{value:null},diffuseRoughnessMapTransform:{value:new at},dispersion:{value:0},retroreflectivity:{value:0},iridescence:{value:0},iridescenceMap:{value:null},iridescenceMapTransform:{value:new at},iridescenceIOR:{value:1.3},iridescenceThicknessMinimum:{value:100},iridescenceThicknessMaximum:{value:400},iridescenceThicknessMap:{value:null},iridescenceThicknessMapTransform:{value:new at},sheen:{value:0},sheenColor:{value:new pt(0)},sheenColorMap:{value:null},sheenColorMapTransform:{value:new at},sheenRoughness:{value:1},sheenRoughnessMap:{value:null},sheenRoughnessMapTransform:{value:new at},transmission:{value:0},transmissionMap:{value:null},transmissionMapTransform:{value:new at},transmissionSamplerSize:{value:new et},transmissionSamplerMap:{value:null},thickness:{value:0},thicknessMap:{value:null},thicknessMapTransform:{value:new at},attenuationDistance:{value:0},attenuationColor:{value:new pt(0)},specularColor:{value:new pt(1,1,1)},specularColorMap:{value:null},specularColorMapTransform:{value:new at},specularIntensity:{value:1},specularIntensityMap:{value:null},specularIntensityMapTransform:{value:new at},anisotropyVector:{value:new et},anisotropyMap:{value:null},anisotropyMapTransform:{value:new at}}]),vertexShader:mt.meshphysical_vert,fragmentShader:mt.meshphysical_frag};var qo={r:0,b:0,g:0},Rx=new Bt,vd=new at;vd.set(-1,0,0,0,1,0,0,0,1);function Px(i,e,t,n,s,o){let c=new pt(0),u=s===!0?0:1,f,p,g=null,S=0,_=null;function M(P){let O=P.isScene===!0?P.background:null;if(O&&O.isTexture){let R=P.backgroundBlurriness>0;O=e.get(O,R)}return O}function T(P){let O=!1,R=M(P);R===null?x(c,u):R&&R.isColor&&(x(R,1),O=!0);let U=i.xr.getEnvironmentBlendMode();U==="additive"?t.buffers.color.setClear(0,0,0,1,o):U==="alpha-blend"&&t.buffers.color.setClear(0,0,0,0,o),(i.autoClear||O)&&(t.buffers.depth.setTest(!0),t.buffers.depth.setMask(!0),t.buffers.color.setMask(!0),i.clear(i.autoClearColor,i.autoClearDepth,i.autoClearStencil))}function D(P,O){let R=M(O);R&&R.isCubeTexture?(p===void 0&&(p=new Un(new Fi(1,1,1),new ri({name:"BackgroundCubeMaterial",uniforms:or(li.backgroundCube.uniforms),vertexShader:li.backgroundCube.vertexShader,fragmentShader:li.backgroundCube.fragmentShader,side:ln,depthTest:!1,depthWrite:!1,fog:!1,allowOverride:!1})),p.geometry.deleteAttribute("normal"),p.geometry.deleteAttribute("uv"),p.onBeforeRender=function(U,N,b){this.matrixWorld.copyPosition(b.matrixWorld)},Object.defineProperty(p.material,"envMap",{get:function(){return this.uniforms.envMap.value}}),n.update(p)),p.material.uniforms.envMap.value=R,p.material.uniforms.backgroundBlurriness.value=O.backgroundBlurriness,p.material.uniforms.backgroundIntensity.value=O.backgroundIntensity,p.material.uniforms.backgroundRotation.value.setFromMatrix4(Rx.makeRotationFromEuler(O.backgroundRotation)).transpose(),R.isRenderTargetTexture===!1&&p.material.uniforms.backgroundRotation.value.premultiply(vd),p.material.toneMapped=yt.getTransfer(R.colorSpace)!==Ct,(g!==R||S!==R.version||_!==i.toneMapping)&&(p.material.needsUpdate=!0,g=R,S=R.version,_=i.toneMapping),p.layers.enableAll(),P.unshift(p,p.geometry,p.material,0,0,null)):R&&R.isTexture&&(f===void 0&&(f=new Un(new nr(2,2),new ri({name:"BackgroundMaterial",uniforms:or(li.background.uniforms),vertexShader:li.background.vertexShader,fragmentShader:li.background.fragmentShader,side:zi,depthTest:!1,depthWrite:!1,fog:!1,allowOverride:!1})),f.geometry.deleteAttribute("normal"),Object.defineProperty(f.material,"map",{get:function(){return this.uniforms.t2D.value}}),n.update(f)),f.material.uniforms.t2D.value=R,f.material.uniforms.backgroundIntensity.value=O.backgroundIntensity,f.material.toneMapped=yt.getTransfer(R.colorSpace)!==Ct,R.matrixAutoUpdate===!0&&R.updateMatrix(),f.material.uniforms.uvTransform.value.copy(R.matrix),(g!==R||S!==R.version||_!==i.toneMapping)&&(f.material.needsUpdate=!0,g=R,S=R.version,_=i.toneMapping),f.layers.enableAll(),P.unshift(f,f.geometry,f.material,0,0,null))}function x(P,O){P.getRGB(qo,wc(i)),t.buffers.color.setClear(qo.r,qo.g,qo.b,O,o)}function v(){p!==void 0&&(p.geometry.dispose(),p.material.dispose(),p=void 0),f!==void 0&&(f.geometry.dispose(),f.material.dispose(),f=void 0)}return{getClearColor:function(){return c},setClearColor:function(P,O=1){c.set(P),u=O,x(c,u)},getClearAlpha:function(){return u},setClearAlpha:function(P){u=P,x(c,u)},render:T,addToRenderList:D,dispose:v}}function Ix(i,e){let t=i.getParameter(i.MAX_VERTEX_ATTRIBS),n={},s=_(null),o=s,c=!1;function u(Y,j,ee,z,ie){let G=!1,ne=S(Y,z,ee,j);o!==ne&&(o=ne,p(o.object)),G=M(Y,z,ee,ie),G&&T(Y,z,ee,ie),ie!==null&&e.update(ie,i.ELEMENT_ARRAY_BUFFER),(G||c)&&(c=!1,R(Y,j,ee,z),ie!==null&&i.bindBuffer(i.ELEMENT_ARRAY_BUFFER,e.get(ie).buffer))}function f(){return i.createVertexArray()}function p(Y){return i.bindVertexArray(Y)}function g(Y){return i.deleteVertexArray(Y)}function S(Y,j,ee,z){let ie=z.wireframe===!0,G=n[j.id];G===void 0&&(G={},n[j.id]=G);let ne=Y.isInstancedMesh===!0?Y.id:0,Se=G[ne];Se===void 0&&(Se={},G[ne]=Se);let re=Se[ee.id];re===void 0&&(re={},Se[ee.id]=re);let H=re[ie];return H===void 0&&(H=_(f()),re[ie]=H),H}function _(Y){let j=[],ee=[],z=[];for(let ie=0;ie<t;ie++)j[ie]=0,ee[ie]=0,z[ie]=0;return{geometry:null,program:null,wireframe:!1,newAttributes:j,enabledAttributes:ee,attributeDivisors:z,object:Y,attributes:{},index:null}}function M(Y,j,ee,z){let ie=o.attributes,G=j.attributes,ne=0,Se=ee.getAttributes();for(let re in Se)if(Se[re].location>=0){let me=ie[re],We=G[re];if(We===void 0&&(re==="instanceMatrix"&&Y.instanceMatrix&&(We=Y.instanceMatrix),re==="instanceColor"&&Y.instanceColor&&(We=Y.instanceColor)),me===void 0||me.attribute!==We||We&&me.data!==We.data)return!0;ne++}return o.attributesNum!==ne||o.index!==z}function T(Y,j,ee,z){let ie={},G=j.attributes,ne=0,Se=ee.getAttributes();for(let re in Se)if(Se[re].location>=0){let me=G[re];me===void 0&&(re==="instanceMatrix"&&Y.instanceMatrix&&(me=Y.instanceMatrix),re==="instanceColor"&&Y.instanceColor&&(me=Y.instanceColor));let We={};We.attribute=me,me&&me.data&&(We.data=me.data),ie[re]=We,ne++}o.attributes=ie,o.attributesNum=ne,o.index=z}function D(){let Y=o.newAttributes;for(let j=0,ee=Y.length;j<ee;j++)Y[j]=0}function x(Y){v(Y,0)}function v(Y,j){let ee=o.newAttributes,z=o.enabledAttributes,ie=o.attributeDivisors;ee[Y]=1,z[Y]===0&&(i.enableVertexAttribArray(Y),z[Y]=1),ie[Y]!==j&&(i.vertexAttribDivisor(Y,j),ie[Y]=j)}function P(){let Y=o.newAttributes,j=o.enabledAttributes;for(let ee=0,z=j.length;ee<z;ee++)j[ee]!==Y[ee]&&(i.disableVertexAttribArray(ee),j[ee]=0)}function O(Y,j,ee,z,ie,G,ne){ne===!0?i.vertexAttribIPointer(Y,j,ee,ie,G):i.vertexAttribPointer(Y,j,ee,z,ie,G)}function R(Y,j,ee,z){D();let ie=z.attributes,G=ee.getAttributes(),ne=j.defaultAttributeValues;for(let Se in G){let re=G[Se];if(re.location>=0){let H=ie[Se];if(H===void 0&&(Se==="instanceMatrix"&&Y.instanceMatrix&&(H=Y.instanceMatrix),Se==="instanceColor"&&Y.instanceColor&&(H=Y.instanceColor)),H!==void 0){let me=H.normalized,We=H.itemSize,nt=e.get(H);if(nt===void 0)continue;let ue=nt.buffer,Fe=nt.type,Pe=nt.bytesPerElement,Ze=Fe===i.INT||Fe===i.UNSIGNED_INT||H.gpuType===co;if(H.isInterleavedBufferAttribute){let Ue=H.data,rt=Ue.isInterleavedBuffer===!0?Ue.stride:Ue.itemSize,zt=H.offset;if(Ue.isInstancedInterleavedBuffer||Ue.isInstancedBufferAttribute){for(let Ke=0;Ke<re.locationSize;Ke++)v(re.location+Ke,Ue.meshPerAttribute);Y.isInstancedMesh!==!0&&z._maxInstanceCount===void 0&&(z._maxInstanceCount=Ue.meshPerAttribute*Ue.count)}else for(let Ke=0;Ke<re.locationSize;Ke++)x(re.location+Ke);i.bindBuffer(i.ARRAY_BUFFER,ue);for(let Ke=0;Ke<re.locationSize;Ke++)O(re.location+Ke,We/re.locationSize,Fe,me,rt*Pe,(zt+We/re.locationSize*Ke)*Pe,Ze)}else{if(H.isInstancedBufferAttribute){for(let Ue=0;Ue<re.locationSize;Ue++)v(re.location+Ue,H.meshPerAttribute);Y.isInstancedMesh!==!0&&z._maxInstanceCount===void 0&&(z._maxInstanceCount=H.meshPerAttribute*H.count)}else for(let Ue=0;Ue<re.locationSize;Ue++)x(re.location+Ue);i.bindBuffer(i.ARRAY_BUFFER,ue);for(let Ue=0;Ue<re.locationSize;Ue++)O(re.location+Ue,We/re.locationSize,Fe,me,We*Pe,We/re.locationSize*Ue*Pe,Ze)}}else if(ne!==void 0){let me=ne[Se];if(me!==void 0)switch(me.length){case 2:i.vertexAttrib2fv(re.location,me);break;case 3:i.vertexAttrib3fv(re.location,me);break;case 4:i.vertexAttrib4fv(re.location,me);break;default:i.vertexAttrib1fv(re.location,me)}}}}P()}function U(){q();for(let Y in n){let j=n[Y];for(let ee in j){let z=j[ee];for(let ie in z){let G=z[ie];for(let ne in G)g(G[ne].object),delete G[ne];delete z[ie]}}delete n[Y]}}function N(Y){if(n[Y.id]===void 0)return;let j=n[Y.id];for(let ee in j){let z=j[ee];for(let ie in z){let G=z[ie];for(let ne in G)g(G[ne].object),delete G[ne];delete z[ie]}}delete n[Y.id]}function b(Y){for(let j in n){let ee=n[j];for(let z in ee){let ie=ee[z];if(ie[Y.id]===void 0)continue;let G=ie[Y.id];for(let ne in G)g(G[ne].object),delete G[ne];delete ie[Y.id]}}}function I(Y){for(let j in n){let ee=n[j],z=Y.isInstancedMesh===!0?Y.id:0,ie=ee[z];if(ie!==void 0){for(let G in ie){let ne=ie[G];for(let Se in ne)g(ne[Se].object),delete ne[Se];delete ie[G]}delete ee[z],Object.keys(ee).length===0&&delete n[j]}}}function q(){k(),c=!0,o!==s&&(o=s,p(o.object))}function k(){s.geometry=null,s.program=null,s.wireframe=!1}return{setup:u,reset:q,resetDefaultState:k,dispose:U,releaseStatesOfGeometry:N,releaseStatesOfObject:I,releaseStatesOfProgram:b,initAttributes:D,enableAttribute:x,disableUnusedAttributes:P}}function Dx(i,e,t){let n;function s(f){n=f}function o(f,p){i.drawArrays(n,f,p),t.update(p,n,1)}function c(f,p,g){g!==0&&(i.drawArraysInstanced(n,f,p,g),t.update(p,n,g))}function u(f,p,g){if(g===0)return;e.get("WEBGL_multi_draw").multiDrawArraysWEBGL(n,f,0,p,0,g);let _=0;for(let M=0;M<g;M++)_+=p[M];t.update(_,n,1)}this.setMode=s,this.render=o,this.renderInstances=c,this.renderMultiDraw=u}function Lx(i,e,t,n){let s;function o(){if(s!==void 0)return s;if(e.has("EXT_texture_filter_anisotropic")===!0){let b=e.get("EXT_texture_filter_anisotropic");s=i.getParameter(b.MAX_TEXTURE_MAX_ANISOTROPY_EXT)}else s=0;return s}function c(b){return!(b!==Yn&&n.convert(b)!==i.getParameter(i.IMPLEMENTATION_COLOR_READ_FORMAT))}function u(b){let I=b===qn&&(e.has("EXT_color_buffer_half_float")||e.has("EXT_color_buffer_float"));return!(b!==xn&&b!==$n&&!I&&n.convert(b)!==i.getParameter(i.IMPLEMENTATION_COLOR_READ_TYPE))}function f(b){if(b==="highp"){if(i.getShaderPrecisionFormat(i.VERTEX_SHADER,i.HIGH_FLOAT).precision>0&&i.getShaderPrecisionFormat(i.FRAGMENT_SHADER,i.HIGH_FLOAT).precision>0)return"highp";b="mediump"}return b==="mediump"&&i.getShaderPrecisionFormat(i.VERTEX_SHADER,i.MEDIUM_FLOAT).precision>0&&i.getShaderPrecisionFormat(i.FRAGMENT_SHADER,i.MEDIUM_FLOAT).precision>0?"mediump":"lowp"}let p=t.precision!==void 0?t.precision:"highp",g=f(p);g!==p&&(Qe("WebGLRenderer:",p,"not supported, using",g,"instead."),p=g);let S=t.reversedDepthBuffer===!0&&e.has("EXT_clip_control"),_=t.logarithmicDepthBuffer===!0&&S===!1;t.reversedDepthBuffer===!0&&S===!1&&Qe("WebGLRenderer: Unable to use reversed depth buffer due to missing EXT_clip_control extension. Fallback to default depth buffer."),t.logarithmicDepthBuffer===!0&&S===!0&&Qe("WebGLRenderer: Logarithmic depth buffer is ignored when reversed depth buffer is enabled.");let M=i.getParameter(i.MAX_TEXTURE_IMAGE_UNITS),T=i.getParameter(i.MAX_VERTEX_TEXTURE_IMAGE_UNITS),D=i.getParameter(i.MAX_TEXTURE_SIZE),x=i.getParameter(i.MAX_CUBE_MAP_TEXTURE_SIZE),v=i.getParameter(i.MAX_VERTEX_ATTRIBS),P=i.getParameter(i.MAX_VERTEX_UNIFORM_VECTORS),O=i.getParameter(i.MAX_VARYING_VECTORS),R=i.getParameter(i.MAX_FRAGMENT_UNIFORM_VECTORS),U=i.getParameter(i.MAX_SAMPLES),N=i.getParameter(i.SAMPLES);return{isWebGL2:!0,getMaxAnisotropy:o,getMaxPrecision:f,textureFormatReadable:c,textureTypeReadable:u,precision:p,logarithmicDepthBuffer:_,reversedDepthBuffer:S,maxTextures:M,maxVertexTextures:T,maxTextureSize:D,maxCubemapSize:x,maxAttributes:v,maxVertexUniforms:P,maxVaryings:O,maxFragmentUniforms:R,maxSamples:U,samples:N}}function Fx(i){let e=this,t=null,n=0,s=!1,o=!1,c=new wn,u=new at,f={value:null,needsUpdate:!1};this.uniform=f,this.numPlanes=0,this.numIntersection=0,this.init=function(S,_){let M=S.length!==0||_||n!==0||s;return s=_,n=S.length,M},this.beginShadows=function(){o=!0,g(null)},this.endShadows=function(){o=!1},this.setGlobalState=function(S,_){t=g(S,_,0)},this.setState=function(S,_,M){let T=S.clippingPlanes,D=S.clipIntersection,x=S.clipShadows,v=i.get(S);if(!s||T===null||T.length===0||o&&!x)o?g(null):p();else{let P=o?0:n,O=P*4,R=v.clippingState||null;f.value=R,R=g(T,_,O,M);for(let U=0;U!==O;++U)R[U]=t[U];v.clippingState=R,this.numIntersection=D?this.numPlanes:0,this.numPlanes+=P}};function p(){f.value!==t&&(f.value=t,f.needsUpdate=n>0),e.numPlanes=n,e.numIntersection=0}function g(S,_,M,T){let D=S!==null?S.length:0,x=null;if(D!==0){if(x=f.value,T!==!0||x===null){let v=M+D*4,P=_.matrixWorldInverse;u.getNormalMatrix(P),(x===null||x.length<v)&&(x=new Float32Array(v));for(let O=0,R=M;O!==D;++O,R+=4)c.copy(S[O]).applyMatrix4(P,u),c.normal.toArray(x,R),x[R+3]=c.constant}f.value=x,f.needsUpdate=!0}return e.numPlanes=D,e.numIntersection=0,x}}var zs=class extends An{constructor(e=1,t={}){super(e,e,t),this.isWebGLCubeRenderTarget=!0;let n={width:e,height:e,depth:1},s=[n,n,n,n,n,n];this.texture=new ps(s),this._setTextureOptions(t),this.texture.isRenderTargetTexture=!0}fromEquirectangularTexture(e,t){this.texture.type=t.type,this.texture.colorSpace=t.colorSpace,this.texture.generateMipmaps=t.generateMipmaps,this.texture.minFilter=t.minFilter,this.texture.magFilter=t.magFilter;let n={uniforms:{tEquirect:{value:null}},vertexShader:`

				varying vec3 vWorldDirection;

				vec3 transformDirection( in vec3 dir, in mat4 matrix ) {

					return normalize( ( matrix * vec4( dir, 0.0 ) ).xyz );

				}

				void main() {

					vWorldDirection = transformDirection( position, modelMatrix );

					#include <begin_vertex>
					#include <project_vertex>

				}
			`,fragmentShader:`

				uniform sampler2D tEquirect;

				varying vec3 vWorldDirection;

				#include <common>

				void main() {

					vec3 direction = normalize( vWorldDirection );

					vec2 sampleUV = equirectUv( direction );

					gl_FragColor = texture2D( tEquirect, sampleUV );

				}
			`},s=new Fi(5,5,5),o=new ri({name:"CubemapFromEquirect",uniforms:or(n.uniforms),vertexShader:n.vertexShader,fragmentShader:n.fragmentShader,side:ln,blending:ir});o.uniforms.tEquirect.value=t;let c=new Un(s,o),u=t.minFilter;return t.minFilter===xi&&(t.minFilter=vn),new Ur(1,10,this).update(e,c),t.minFilter=u,c.geometry.dispose(),c.material.dispose(),this}clear(e,t=!0,n=!0,s=!0){let o=e.getRenderTarget();for(let c=0;c<6;c++)e.setRenderTarget(this,c),e.clear(t,n,s);e.setRenderTarget(o)}},ju=256,Nx=3,Ux=20,yd=256,xd=16,Ox=3,Bx=new K,kx=new pt,Zo=class i{constructor(e){this._renderer=e,this._cubeSize=0,this._sourceTarget=null,this._cubeCamera=new Ur(1,10,null),this._boxMesh=new Un(new Fi(5,5,5),null),this._cubemapMaterial=null,this._equirectMaterial=null,this._blurMaterial=null,this._ggxMaterial=null,this._integrationMaterial=null}fromScene(e,t=0,n=.1,s=100,o={}){let{size:c=256,position:u=Bx}=o,f=this._renderer;this._setSize(c);let p=this._allocateTarget(),g=this._getSourceTarget(!0);t>0&&(g.texture.mipmapsAutoUpdate=!1);let S=f.autoClear,_=f.autoClearColor,M=f.autoClearDepth,T=f.autoClearStencil,D=e.background;f.autoClear=!0,f.autoClearColor=!0,f.autoClearDepth=!0,f.autoClearStencil=!0,D===null&&(e.background=f.getClearColor(kx));let x=new Ur(n,s,g);return x.position.copy(u),x.update(f,e),f.autoClear=S,f.autoClearColor=_,f.autoClearDepth=M,f.autoClearStencil=T,e.background=D,t>0&&(g.texture.mipmapsAutoUpdate=!0,this._blur(p,t)),this._applyPMREM(p),p}fromEquirectangular(e,t=null){return this._fromTexture(e,t)}fromCubemap(e,t=null){return this._fromTexture(e,t)}compileCubemapShader(){this._cubemapMaterial===null&&(this._cubemapMaterial=Qu(),this._compileMaterial(this._cubemapMaterial))}compileEquirectangularShader(){this._equirectMaterial===null&&(this._equirectMaterial=Ku(),this._compileMaterial(this._equirectMaterial))}dispose(){this._sourceTarget!==null&&this._sourceTarget.dispose(),this._cubemapMaterial!==null&&this._cubemapMaterial.dispose(),this._equirectMaterial!==null&&this._equirectMaterial.dispose(),this._blurMaterial!==null&&this._blurMaterial.dispose(),this._ggxMaterial!==null&&this._ggxMaterial.dispose(),this._integrationMaterial!==null&&this._integrationMaterial.dispose(),this._boxMesh.geometry.dispose()}static lodToRoughness(e,t){return t>0?1-Math.sqrt(1-e/t):0}_setSize(e){this._cubeSize=Math.max(ju,Mc(e))}_fromTexture(e,t){e.mapping===sr||e.mapping===zr?this._setSize(e.image.length===0?ju:e.image[0].width||e.image[0].image.width):this._setSize(e.image.width/4);let n=t||this._allocateTarget();return this._textureToCubemap(e),this._applyPMREM(n),n}_allocateTarget(){let e=this._cubeSize,t=Ju(e,!1,!1),n=Math.log2(e)-Nx;for(let s=0;s<=n;s++)t.texture.mipmaps.push({width:e>>s,height:e>>s});return t.texture.name="PMREM",t.texture.isPMREMTexture=!0,t}_getSourceTarget(e=!1){let t=this._cubeSize,n=this._sourceTarget;return(n===null||n.width!==t||e&&n.depthBuffer===!1)&&(n!==null&&n.dispose(),this._sourceTarget=Ju(t,!0,e)),this._sourceTarget}_compileMaterial(e){this._boxMesh.material=e,this._renderer.compile(this._boxMesh,this._cubeCamera.children[0])}_renderCube(e,t,n){let s=this._boxMesh,o=this._cubeCamera;s.material=n,o.renderTarget=e,o.activeMipmapLevel=t;let c=e.width>>t;e.viewport.set(0,0,c,c),o.update(this._renderer,s),e.viewport.set(0,0,e.width,e.height)}_textureToCubemap(e){let t;e.mapping===sr||e.mapping===zr?(this._cubemapMaterial===null&&(this._cubemapMaterial=Qu()),t=this._cubemapMaterial,t.uniforms.flipEnvMap.value=e.isRenderTargetTexture===!1?-1:1):(this._equirectMaterial===null&&(this._equirectMaterial=Ku()),t=this._equirectMaterial),t.uniforms.envMap.value=e,this._renderCube(this._getSourceTarget(),0,t)}_applyPMREM(e){this._ggxMaterial===null&&(this._ggxMaterial=zx(),this._integrationMaterial=Gx());let t=this._cubeSize,n=e.texture.mipmaps.length-1,s=this._ggxMaterial.uniforms;s.envMap.value=this._sourceTarget.texture;let o=this._integrationMaterial.uniforms;o.envMap.value=this._sourceTarget.texture,o.sourceLod.value=Math.log2(t/xd);for(let c=0;c<=n;c++){let u=i.lodToRoughness(c,n);if(c>n-Ox)o.roughness.value=u,this._renderCube(e,c,this._integrationMaterial);else{let f=u>0?Math.log2(t)+.5*Math.log2(6/(yd*Math.pow(u,4)))+.5:0;s.roughness.value=u,s.lodBias.value=f,this._renderCube(e,c,this._ggxMaterial)}}}_blur(e,t){this._blurMaterial===null&&(this._blurMaterial=Vx());let n=this._blurMaterial,s=n.uniforms,o=this._sourceTarget;s.sigma.value=Math.min(t,Math.PI)/Math.SQRT2,s.envMap.value=o.texture,this._renderCube(e,0,n),s.envMap.value=e.texture,this._renderCube(o,0,n)}};function Ju(i,e,t){return new zs(i,{minFilter:xi,generateMipmaps:e,type:qn,colorSpace:as,depthBuffer:t})}function Gs(i,e,t){return new ri({name:i,uniforms:e,vertexShader:mt.cube_vert,fragmentShader:t,side:ln,blending:ir,depthTest:!1,depthWrite:!1})}function zx(){return Gs("PMREMGGXConvolution",{envMap:{value:null},roughness:{value:0},lodBias:{value:0}},`

		#define GGX_SAMPLES ${yd}u

		varying vec3 vWorldDirection;

		uniform samplerCube envMap;
		uniform float roughness;
		uniform float lodBias;

		#include <common>

		// Van der Corput radical inverse
		float radicalInverse_VdC( uint bits ) {

			bits = ( bits << 16u ) | ( bits >> 16u );
			bits = ( ( bits & 0x55555555u ) << 1u ) | ( ( bits & 0xAAAAAAAAu ) >> 1u );
			bits = ( ( bits & 0x33333333u ) << 2u ) | ( ( bits & 0xCCCCCCCCu ) >> 2u );
			bits = ( ( bits & 0x0F0F0F0Fu ) << 4u ) | ( ( bits & 0xF0F0F0F0u ) >> 4u );
			bits = ( ( bits & 0x00FF00FFu ) << 8u ) | ( ( bits & 0xFF00FF00u ) >> 8u );
			return float( bits ) * 2.3283064365386963e-10; // / 0x100000000

		}

		// Hammersley sequence
		vec2 hammersley( uint i, uint N ) {

			return vec2( float( i ) / float( N ), radicalInverse_VdC( i ) );

		}

		void main() {

			vec3 N = normalize( vWorldDirection );

			// For very low roughness, just sample the environment directly
			if ( roughness < 0.001 ) {

				gl_FragColor = vec4( textureLod( envMap, N, 0.0 ).rgb, 1.0 );
				return;

			}

			float alpha = roughness * roughness;
			float alpha2 = alpha * alpha;

			// Tangent space basis for VNDF sampling
			vec3 up = abs( N.z ) < 0.999 ? vec3( 0.0, 0.0, 1.0 ) : vec3( 1.0, 0.0, 0.0 );
			vec3 tangent = normalize( cross( up, N ) );
			vec3 bitangent = cross( N, tangent );

			vec3 prefilteredColor = vec3( 0.0 );
			float totalWeight = 0.0;

			for ( uint i = 0u; i < GGX_SAMPLES; i ++ ) {

				vec2 Xi = hammersley( i, GGX_SAMPLES );

				// With V = N, sample the reflected direction directly.
				float invQ = 1.0 / ( 1.0 - Xi.x + alpha2 * Xi.x );
				float NdotL = ( 1.0 - Xi.x - alpha2 * Xi.x ) * invQ;

				if ( NdotL > 0.0 ) {

					float phi = 2.0 * PI * Xi.y;
					float sinTheta = 2.0 * alpha * sqrt( Xi.x * ( 1.0 - Xi.x ) ) * invQ;
					vec3 L = N * NdotL + ( tangent * cos( phi ) + bitangent * sin( phi ) ) * sinTheta;

					// Match the source mip to the sample's solid angle. The terms
					// independent of the sample are precomputed in lodBias.
					float d = alpha2 * invQ;
					float lod = max( log2( d ) + lodBias, 0.0 );

					// Weight by NdotL for the split-sum approximation
					prefilteredColor += textureLod( envMap, L, lod ).rgb * NdotL;
					totalWeight += NdotL;

				}

			}

			gl_FragColor = vec4( prefilteredColor / totalWeight, 1.0 );

		}
	`)}function Gx(){return Gs("PMREMGGXIntegration",{envMap:{value:null},roughness:{value:0},sourceLod:{value:0},sourceSize:{value:xd}},`

		varying vec3 vWorldDirection;

		uniform samplerCube envMap;
		uniform float roughness;
		uniform float sourceLod;
		uniform int sourceSize;

		void main() {

			vec3 N = normalize( vWorldDirection );

			float alpha = roughness * roughness;
			float alpha2 = alpha * alpha;

			float texelSize = 2.0 / float( sourceSize );

			vec3 prefilteredColor = vec3( 0.0 );
			float totalWeight = 0.0;

			// Pair opposite texels: only the one in N's hemisphere contributes.
			for ( int face = 0; face < 3; face ++ ) {

				for ( int y = 0; y < sourceSize; y ++ ) {

					for ( int x = 0; x < sourceSize; x ++ ) {

						vec2 uv = ( vec2( x, y ) + 0.5 ) * texelSize - 1.0;
						vec3 texelDirection = face == 0 ? vec3( 1.0, uv ) : ( face == 1 ? vec3( uv.x, 1.0, uv.y ) : vec3( uv, 1.0 ) );

						float invDistance = inversesqrt( 1.0 + dot( uv, uv ) );
						float NdotL = dot( N, texelDirection );
						texelDirection *= NdotL < 0.0 ? - 1.0 : 1.0;
						NdotL = abs( NdotL ) * invDistance;

						// With V = N, NdotH squared is ( 1 + NdotL ) / 2. Common factors
						// in the GGX distribution and texel solid angle cancel when normalized.
						float d = 1.0 + alpha2 + ( alpha2 - 1.0 ) * NdotL;
						float weight = NdotL * invDistance * invDistance * invDistance / ( d * d );

						prefilteredColor += textureLod( envMap, texelDirection, sourceLod ).rgb * weight;
						totalWeight += weight;

					}

				}

			}

			gl_FragColor = vec4( prefilteredColor / totalWeight, 1.0 );

		}
	`)}function Vx(){return Gs("PMREMSphericalGaussianBlur",{envMap:{value:null},sigma:{value:0}},`

		#define SAMPLES ${Ux}
		#define GOLDEN_ANGLE 2.39996322973

		varying vec3 vWorldDirection;

		uniform samplerCube envMap;
		uniform float sigma;

		#include <common>

		void main() {

			vec3 outputDirection = normalize( vWorldDirection );

			vec3 up = abs( outputDirection.z ) < 0.999 ? vec3( 0.0, 0.0, 1.0 ) : vec3( 1.0, 0.0, 0.0 );
			vec3 tangent = normalize( cross( up, outputDirection ) );
			vec3 bitangent = cross( outputDirection, tangent );

			// Truncate the kernel at three standard deviations or at the antipode.
			float thetaMax = min( 3.0 * sigma, PI );
			float truncation = 1.0 - exp( - 0.5 * thetaMax * thetaMax / ( sigma * sigma ) );

			vec3 accumColor = vec3( 0.0 );
			float accumWeight = 0.0;

			for ( int i = 0; i < SAMPLES; i ++ ) {

				// Stratified inverse-CDF sampling of the Gaussian, placed on a golden-angle spiral.
				float stratum = ( float( i ) + 0.5 ) / float( SAMPLES );
				float theta = sigma * sqrt( - 2.0 * log( 1.0 - stratum * truncation ) );
				float phi = float( i ) * GOLDEN_ANGLE;

				vec3 offset = cos( phi ) * tangent + sin( phi ) * bitangent;
				vec3 sampleDirection = cos( theta ) * outputDirection + sin( theta ) * offset;

				// Correct the planar sample density to solid angle.
				float weight = sin( theta ) / theta;

				accumColor += weight * textureLod( envMap, sampleDirection, 0.0 ).rgb;
				accumWeight += weight;

			}

			gl_FragColor = vec4( accumColor / accumWeight, 1.0 );

		}
	`)}function Ku(){return Gs("PMREMEquirectangularToCubemap",{envMap:{value:null}},`

		varying vec3 vWorldDirection;

		uniform sampler2D envMap;

		#include <common>

		void main() {

			// Average four subpixel samples to preserve small, bright features.
			vec3 direction = normalize( vWorldDirection );
			vec3 dx = dFdx( direction ) * 0.25;
			vec3 dy = dFdy( direction ) * 0.25;

			vec3 color = textureLod( envMap, equirectUv( normalize( direction - dx - dy ) ), 0.0 ).rgb;
			color += textureLod( envMap, equirectUv( normalize( direction + dx - dy ) ), 0.0 ).rgb;
			color += textureLod( envMap, equirectUv( normalize( direction - dx + dy ) ), 0.0 ).rgb;
			color += textureLod( envMap, equirectUv( normalize( direction + dx + dy ) ), 0.0 ).rgb;
			gl_FragColor = vec4( color * 0.25, 1.0 );

		}
	`)}function Qu(){return Gs("PMREMCubemapToCubemap",{envMap:{value:null},flipEnvMap:{value:-1}},`

		varying vec3 vWorldDirection;

		uniform samplerCube envMap;
		uniform float flipEnvMap;

		void main() {

			gl_FragColor = vec4( textureCube( envMap, vec3( flipEnvMap * vWorldDirection.x, vWorldDirection.yz ) ).rgb, 1.0 );

		}
	`)}function Hx(i){let e=new WeakMap,t=new WeakMap,n=null;function s(_,M=!1){return _==null?null:M?c(_):o(_)}function o(_){if(_&&_.isTexture){let M=_.mapping;if(M===ao||M===oo)if(e.has(_)){let T=e.get(_).texture;return u(T,_.mapping)}else{let T=_.image;if(T&&T.height>0){let D=new zs(T.height);return D.fromEquirectangularTexture(i,_),e.set(_,D),_.addEventListener("dispose",p),u(D.texture,_.mapping)}else return null}}return _}function c(_){if(_&&_.isTexture&&_.isPMREMTexture!==!0){let M=_.mapping,T=M===ao||M===oo,D=M===sr||M===zr;if(T||D){let x=t.get(_),v=x!==void 0?x.texture.pmremVersion:0;if(_.isRenderTargetTexture&&_.pmremVersion!==v)return n===null&&(n=new Zo(i)),x=T?n.fromEquirectangular(_,x):n.fromCubemap(_,x),x.texture.pmremVersion=_.pmremVersion,t.set(_,x),x.texture;if(x!==void 0)return x.texture;{let P=_.image;return T&&P&&P.height>0||D&&P&&f(P)?(n===null&&(n=new Zo(i)),x=T?n.fromEquirectangular(_):n.fromCubemap(_),x.texture.pmremVersion=_.pmremVersion,t.set(_,x),_.addEventListener("dispose",g),x.texture):null}}}return _}function u(_,M){return M===ao?_.mapping=sr:M===oo&&(_.mapping=zr),_}function f(_){let M=0,T=6;for(let D=0;D<T;D++)_[D]!==void 0&&M++;return M===T}function p(_){let M=_.target;M.removeEventListener("dispose",p);let T=e.get(M);T!==void 0&&(e.delete(M),T.dispose())}function g(_){let M=_.target;M.removeEventListener("dispose",g);let T=t.get(M);T!==void 0&&(t.delete(M),T.dispose())}function S(){e=new WeakMap,t=new WeakMap,n!==null&&(n.dispose(),n=null)}return{get:s,dispose:S}}function Wx(i){let e={};function t(n){if(e[n]!==void 0)return e[n];let s=i.getExtension(n);return e[n]=s,s}return{has:function(n){return t(n)!==null},init:function(){t("EXT_color_buffer_float"),t("WEBGL_clip_cull_distance"),t("OES_texture_float_linear"),t("EXT_color_buffer_half_float"),t("WEBGL_multisampled_render_to_texture"),t("WEBGL_render_shared_exponent")},get:function(n){let s=t(n);return s===null&&ns("WebGLRenderer: "+n+" extension not supported."),s}}}function Xx(i,e,t,n){let s={},o=new WeakMap,c=new FinalizationRegistry(T=>delete s[T]);function u(T){f(T.target)}function f(T){T.index!==null&&e.remove(T.index);for(let x in T.attributes)e.remove(T.attributes[x]);T.removeEventListener("dispose",u),delete s[T.id],c.unregister(T);let D=o.get(T);D&&(e.remove(D),o.delete(T)),n.releaseStatesOfGeometry(T),T.isInstancedBufferGeometry===!0&&delete T._maxInstanceCount,t.memory.geometries--}function p(T,D){return s[D.id]!==void 0||(D.addEventListener("dispose",u),s[D.id]=new WeakRef(D),c.register(D,D.id,D),t.memory.geometries++),D}function g(T){let D=T.attributes;for(let x in D)e.update(D[x],i.ARRAY_BUFFER)}function S(T){let D=T.index,x=T.attributes.position,v=0;if(x===void 0)return;let P=D!==null?D.array.length:x.array.length/3-1,O=x.count>=65535?fs:ds,R=new O(Math.ceil(P/3)*6,1),U=R.array;if(D!==null){let b=D.array;v=D.version;for(let I=0,q=0;I<P;I+=3){let k=b[I+0],Y=b[I+1],j=b[I+2];U[q++]=k,U[q++]=Y,U[q++]=Y,U[q++]=j,U[q++]=j,U[q++]=k}}else{v=x.version;for(let b=0,I=0;b<P;b+=3){let q=b+0,k=b+1,Y=b+2;U[I++]=q,U[I++]=k,U[I++]=k,U[I++]=Y,U[I++]=Y,U[I++]=q}}R.version=v;let N=o.get(T);N&&e.remove(N),o.set(T,R)}function _(T){let D=o.get(T);if(D){let x=T.index;x!==null&&D.version<x.version&&S(T)}else S(T);return o.get(T)}function M(){for(let T in s){let D=s[T].deref();D!==void 0&&f(D)}}return{get:p,update:g,getWireframeAttribute:_,dispose:M}}function $x(i,e,t){let n;function s(S){n=S}let o,c;function u(S){o=S.type,c=S.bytesPerElement}function f(S,_){i.drawElements(n,_,o,S*c),t.update(_,n,1)}function p(S,_,M){M!==0&&(i.drawElementsInstanced(n,_,o,S*c,M),t.update(_,n,M))}function g(S,_,M){if(M===0)return;e.get("WEBGL_multi_draw").multiDrawElementsWEBGL(n,_,0,o,S,0,M);let D=0;for(let x=0;x<M;x++)D+=_[x];t.update(D,n,1)}this.setMode=s,this.setIndex=u,this.render=f,this.renderInstances=p,this.renderMultiDraw=g}function qx(i){let e={geometries:0,textures:0},t={frame:0,calls:0,triangles:0,points:0,lines:0};function n(o,c,u){switch(t.calls++,c){case i.TRIANGLES:t.triangles+=u*(o/3);break;case i.LINES:t.lines+=u*(o/2);break;case i.LINE_STRIP:t.lines+=u*(o-1);break;case i.LINE_LOOP:t.lines+=u*o;break;case i.POINTS:t.points+=u*o;break;default:tt("WebGLInfo: Unknown draw mode:",c);break}}function s(){t.calls=0,t.triangles=0,t.points=0,t.lines=0}return{memory:e,render:t,programs:null,autoReset:!0,reset:s,update:n}}function Yx(i,e,t){let n=new WeakMap,s=new kt;function o(c,u,f){let p=c.morphTargetInfluences,g=u.morphAttributes.position||u.morphAttributes.normal||u.morphAttributes.color,S=g!==void 0?g.length:0,_=n.get(u);if(_===void 0||_.count!==S){let q=function(){b.dispose(),n.delete(u),u.removeEventListener("dispose",q)};_!==void 0&&_.texture.dispose();let M=u.morphAttributes.position!==void 0,T=u.morphAttributes.normal!==void 0,D=u.morphAttributes.color!==void 0,x=u.morphAttributes.position||[],v=u.morphAttributes.normal||[],P=u.morphAttributes.color||[],O=0;M===!0&&(O=1),T===!0&&(O=2),D===!0&&(O=3);let R=u.attributes.position.count*O,U=1;R>e.maxTextureSize&&(U=Math.ceil(R/e.maxTextureSize),R=e.maxTextureSize);let N=new Float32Array(R*U*4*S),b=new cs(N,R,U,S);b.type=$n,b.needsUpdate=!0;let I=O*4;for(let k=0;k<S;k++){let Y=x[k],j=v[k],ee=P[k],z=R*U*4*k;for(let ie=0;ie<Y.count;ie++){let G=ie*I;M===!0&&(s.fromBufferAttribute(Y,ie),N[z+G+0]=s.x,N[z+G+1]=s.y,N[z+G+2]=s.z,N[z+G+3]=0),T===!0&&(s.fromBufferAttribute(j,ie),N[z+G+4]=s.x,N[z+G+5]=s.y,N[z+G+6]=s.z,N[z+G+7]=0),D===!0&&(s.fromBufferAttribute(ee,ie),N[z+G+8]=s.x,N[z+G+9]=s.y,N[z+G+10]=s.z,N[z+G+11]=ee.itemSize===4?s.w:1)}}_={count:S,texture:b,size:new et(R,U)},n.set(u,_),u.addEventListener("dispose",q)}if(c.isInstancedMesh===!0&&c.morphTexture!==null)f.getUniforms().setValue(i,"morphTexture",c.morphTexture,t);else{let M=0;for(let D=0;D<p.length;D++)M+=p[D];let T=u.morphTargetsRelative?1:1-M;f.getUniforms().setValue(i,"morphTargetBaseInfluence",T),f.getUniforms().setValue(i,"morphTargetInfluences",p)}f.getUniforms().setValue(i,"morphTargetsTexture",_.texture,t),f.getUniforms().setValue(i,"morphTargetsTextureSize",_.size)}return{update:o}}function Zx(i,e,t,n,s){let o=new WeakMap;function c(p){let g=s.render.frame,S=p.geometry,_=e.get(p,S);if(o.get(_)!==g&&(e.update(_),o.set(_,g)),p.isInstancedMesh&&(p.hasEventListener("dispose",f)===!1&&p.addEventListener("dispose",f),o.get(p)!==g&&(t.update(p.instanceMatrix,i.ARRAY_BUFFER),p.instanceColor!==null&&t.update(p.instanceColor,i.ARRAY_BUFFER),o.set(p,g))),p.isSkinnedMesh){let M=p.skeleton;o.get(M)!==g&&(M.update(),o.set(M,g))}return _}function u(){o=new WeakMap}function f(p){let g=p.target;g.removeEventListener("dispose",f),n.releaseStatesOfObject(g),t.remove(g.instanceMatrix),g.instanceColor!==null&&t.remove(g.instanceColor)}return{update:c,dispose:u}}var jx={[tc]:"LINEAR_TONE_MAPPING",[nc]:"REINHARD_TONE_MAPPING",[ic]:"CINEON_TONE_MAPPING",[rc]:"ACES_FILMIC_TONE_MAPPING",[ac]:"AGX_TONE_MAPPING",[oc]:"NEUTRAL_TONE_MAPPING",[sc]:"CUSTOM_TONE_MAPPING"};function Jx(i,e,t,n,s,o){let c=new An(e,t,{type:i,depthBuffer:s,stencilBuffer:o,samples:n?4:0,storeMultisampledDepthBuffer:!1,storeMultisampledStencilBuffer:!1,resolveDepthBuffer:!1,resolveStencilBuffer:!1}),u=null,f=null,p=null,g=new Cn;g.setAttribute("position",new Ht([-1,3,0,-1,-1,0,3,-1,0],3)),g.setAttribute("uv",new Ht([0,2,0,0,2,0],2));let S=new Wa({uniforms:{tDiffuse:{value:null}},vertexShader:`
			precision highp float;

			uniform mat4 modelViewMatrix;
			uniform mat4 projectionMatrix;

			attribute vec3 position;
			attribute vec2 uv;

			varying vec2 vUv;

			void main() {
				vUv = uv;
				gl_Position = projectionMatrix * modelViewMatrix * vec4( position, 1.0 );
			}`,fragmentShader:`
			precision highp float;

			uniform sampler2D tDiffuse;

			varying vec2 vUv;

			#include <tonemapping_pars_fragment>
			#include <colorspace_pars_fragment>

			void main() {
				gl_FragColor = texture2D( tDiffuse, vUv );

				#ifdef LINEAR_TONE_MAPPING
					gl_FragColor.rgb = LinearToneMapping( gl_FragColor.rgb );
				#elif defined( REINHARD_TONE_MAPPING )
					gl_FragColor.rgb = ReinhardToneMapping( gl_FragColor.rgb );
				#elif defined( CINEON_TONE_MAPPING )
					gl_FragColor.rgb = CineonToneMapping( gl_FragColor.rgb );
				#elif defined( ACES_FILMIC_TONE_MAPPING )
					gl_FragColor.rgb = ACESFilmicToneMapping( gl_FragColor.rgb );
				#elif defined( AGX_TONE_MAPPING )
					gl_FragColor.rgb = AgXToneMapping( gl_FragColor.rgb );
				#elif defined( NEUTRAL_TONE_MAPPING )
					gl_FragColor.rgb = NeutralToneMapping( gl_FragColor.rgb );
				#elif defined( CUSTOM_TONE_MAPPING )
					gl_FragColor.rgb = CustomToneMapping( gl_FragColor.rgb );
				#endif

				#ifdef SRGB_TRANSFER
					gl_FragColor = sRGBTransferOETF( gl_FragColor );
				#endif
			}`,depthTest:!1,depthWrite:!1}),_=new Un(g,S),M=new Ts(-1,1,1,-1,0,1),T=null,D=null,x=!1,v,P=null,O=[],R=!1;this.setSize=function(U,N){c.setSize(U,N),u!==null&&u.setSize(U,N),f!==null&&f.setSize(U,N);for(let b=0;b<O.length;b++){let I=O[b];I.setSize&&I.setSize(U,N)}},this.setEffects=function(U){O=U,R=O.length>0&&O[0].isRenderPass===!0;let N=c.width,b=c.height;O.length>0&&u===null&&(u=new An(N,b,{type:qn,depthBuffer:!1,stencilBuffer:!1}),f=new An(N,b,{type:qn,depthBuffer:!1,stencilBuffer:!1}));let I=s===!0&&O.some(q=>q.needsDepthTexture===!0);I!==(c.depthTexture!==null)&&(I===!0&&p===null&&(p=new yi(N,b),o===!0&&(p.format=Si,p.type=ar)),c.dispose(),c.depthTexture=I?p:null,c.resolveDepthBuffer=I,c.storeMultisampledDepthBuffer=I);for(let q=0;q<O.length;q++){let k=O[q];k.setSize&&k.setSize(N,b),I&&k.needsDepthTexture===!0&&k.setDepthTexture&&k.setDepthTexture(p)}},this.begin=function(U,N){if(x||U.toneMapping===ai&&O.length===0)return!1;if(P=N,N!==null){let b=N.width,I=N.height;(c.width!==b||c.height!==I)&&this.setSize(b,I)}return R===!1&&U.setRenderTarget(c),v=U.toneMapping,U.toneMapping=ai,!0},this.hasRenderPass=function(){return R},this.end=function(U,N){U.toneMapping=v,x=!0;let b=c,I=u;for(let q=0;q<O.length;q++){let k=O[q];k.enabled!==!1&&(k.render(U,I,b,N),k.needsSwap!==!1&&(b=I,I=I===u?f:u))}if(T!==U.outputColorSpace||D!==U.toneMapping){T=U.outputColorSpace,D=U.toneMapping,S.defines={},yt.getTransfer(T)===Ct&&(S.defines.SRGB_TRANSFER="");let q=jx[D];q&&(S.defines[q]=""),S.needsUpdate=!0}S.uniforms.tDiffuse.value=b.texture,U.setRenderTarget(P),U.render(_,M),P=null,x=!1},this.isCompositing=function(){return x},this.dispose=function(){c.dispose(),u!==null&&u.dispose(),f!==null&&f.dispose(),g.dispose(),S.dispose()}}var Sd=new yn,Md=new yi(1,1),bd=new gs(1),Ed=new cs,wd=new Ga,Td=new ps,ed=[],td=[],nd=new Float32Array(16),id=new Float32Array(9),rd=new Float32Array(4);function Wr(i,e,t){let n=i[0];if(n<=0||n>0)return i;let s=e*t,o=ed[s];if(o===void 0&&(o=new Float32Array(s),ed[s]=o),e!==0){n.toArray(o,0);for(let c=1,u=0;c!==e;++c)u+=t,i[c].toArray(o,u)}return o}function jt(i,e){if(i.length!==e.length)return!1;for(let t=0,n=i.length;t<n;t++)if(i[t]!==e[t])return!1;return!0}function Jt(i,e){for(let t=0,n=e.length;t<n;t++)i[t]=e[t]}function Jo(i,e){let t=td[e];t===void 0&&(t=new Int32Array(e),td[e]=t);for(let n=0;n!==e;++n)t[n]=i.allocateTextureUnit();return t}function Kx(i,e){let t=this.cache;t[0]!==e&&(i.uniform1f(this.addr,e),t[0]=e)}function Qx(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y)&&(i.uniform2f(this.addr,e.x,e.y),t[0]=e.x,t[1]=e.y);else{if(jt(t,e))return;i.uniform2fv(this.addr,e),Jt(t,e)}}function eS(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y||t[2]!==e.z)&&(i.uniform3f(this.addr,e.x,e.y,e.z),t[0]=e.x,t[1]=e.y,t[2]=e.z);else if(e.r!==void 0)(t[0]!==e.r||t[1]!==e.g||t[2]!==e.b)&&(i.uniform3f(this.addr,e.r,e.g,e.b),t[0]=e.r,t[1]=e.g,t[2]=e.b);else{if(jt(t,e))return;i.uniform3fv(this.addr,e),Jt(t,e)}}function tS(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y||t[2]!==e.z||t[3]!==e.w)&&(i.uniform4f(this.addr,e.x,e.y,e.z,e.w),t[0]=e.x,t[1]=e.y,t[2]=e.z,t[3]=e.w);else{if(jt(t,e))return;i.uniform4fv(this.addr,e),Jt(t,e)}}function nS(i,e){let t=this.cache,n=e.elements;if(n===void 0){if(jt(t,e))return;i.uniformMatrix2fv(this.addr,!1,e),Jt(t,e)}else{if(jt(t,n))return;rd.set(n),i.uniformMatrix2fv(this.addr,!1,rd),Jt(t,n)}}function iS(i,e){let t=this.cache,n=e.elements;if(n===void 0){if(jt(t,e))return;i.uniformMatrix3fv(this.addr,!1,e),Jt(t,e)}else{if(jt(t,n))return;id.set(n),i.uniformMatrix3fv(this.addr,!1,id),Jt(t,n)}}function rS(i,e){let t=this.cache,n=e.elements;if(n===void 0){if(jt(t,e))return;i.uniformMatrix4fv(this.addr,!1,e),Jt(t,e)}else{if(jt(t,n))return;nd.set(n),i.uniformMatrix4fv(this.addr,!1,nd),Jt(t,n)}}function sS(i,e){let t=this.cache;t[0]!==e&&(i.uniform1i(this.addr,e),t[0]=e)}function aS(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y)&&(i.uniform2i(this.addr,e.x,e.y),t[0]=e.x,t[1]=e.y);else{if(jt(t,e))return;i.uniform2iv(this.addr,e),Jt(t,e)}}function oS(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y||t[2]!==e.z)&&(i.uniform3i(this.addr,e.x,e.y,e.z),t[0]=e.x,t[1]=e.y,t[2]=e.z);else{if(jt(t,e))return;i.uniform3iv(this.addr,e),Jt(t,e)}}function lS(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y||t[2]!==e.z||t[3]!==e.w)&&(i.uniform4i(this.addr,e.x,e.y,e.z,e.w),t[0]=e.x,t[1]=e.y,t[2]=e.z,t[3]=e.w);else{if(jt(t,e))return;i.uniform4iv(this.addr,e),Jt(t,e)}}function cS(i,e){let t=this.cache;t[0]!==e&&(i.uniform1ui(this.addr,e),t[0]=e)}function hS(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y)&&(i.uniform2ui(this.addr,e.x,e.y),t[0]=e.x,t[1]=e.y);else{if(jt(t,e))return;i.uniform2uiv(this.addr,e),Jt(t,e)}}function uS(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y||t[2]!==e.z)&&(i.uniform3ui(this.addr,e.x,e.y,e.z),t[0]=e.x,t[1]=e.y,t[2]=e.z);else{if(jt(t,e))return;i.uniform3uiv(this.addr,e),Jt(t,e)}}function dS(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y||t[2]!==e.z||t[3]!==e.w)&&(i.uniform4ui(this.addr,e.x,e.y,e.z,e.w),t[0]=e.x,t[1]=e.y,t[2]=e.z,t[3]=e.w);else{if(jt(t,e))return;i.uniform4uiv(this.addr,e),Jt(t,e)}}function Ko(i){return i.version===0&&(i.compareFunction=vc,i.needsUpdate=!0),i}function fS(i,e,t){let n=this.cache,s=t.allocateTextureUnit();n[0]!==s&&(i.uniform1i(this.addr,s),n[0]=s);let o;this.type===i.SAMPLER_2D_SHADOW?o=Ko(Md):o=Sd,t.setTexture2D(e||o,s)}function pS(i,e,t){let n=this.cache,s=t.allocateTextureUnit();n[0]!==s&&(i.uniform1i(this.addr,s),n[0]=s),t.setTexture3D(e||wd,s)}function mS(i,e,t){let n=this.cache,s=t.allocateTextureUnit();n[0]!==s&&(i.uniform1i(this.addr,s),n[0]=s);let o;this.type===i.SAMPLER_CUBE_SHADOW?o=Ko(bd):o=Td,t.setTextureCube(e||o,s)}function gS(i,e,t){let n=this.cache,s=t.allocateTextureUnit();n[0]!==s&&(i.uniform1i(this.addr,s),n[0]=s),t.setTexture2DArray(e||Ed,s)}function _S(i){switch(i){case 5126:return Kx;case 35664:return Qx;case 35665:return eS;case 35666:return tS;case 35674:return nS;case 35675:return iS;case 35676:return rS;case 5124:case 35670:return sS;case 35667:case 35671:return aS;case 35668:case 35672:return oS;case 35669:case 35673:return lS;case 5125:return cS;case 36294:return hS;case 36295:return uS;case 36296:return dS;case 35678:case 36198:case 36298:case 36306:case 35682:return fS;case 35679:case 36299:case 36307:return pS;case 35680:case 36300:case 36308:case 36293:return mS;case 36289:case 36303:case 36311:case 36292:return gS}}function vS(i,e){i.uniform1fv(this.addr,e)}function yS(i,e){let t=Wr(e,this.size,2);i.uniform2fv(this.addr,t)}function xS(i,e){let t=Wr(e,this.size,3);i.uniform3fv(this.addr,t)}function SS(i,e){let t=Wr(e,this.size,4);i.uniform4fv(this.addr,t)}function MS(i,e){let t=Wr(e,this.size,4);i.uniformMatrix2fv(this.addr,!1,t)}function bS(i,e){let t=Wr(e,this.size,9);i.uniformMatrix3fv(this.addr,!1,t)}function ES(i,e){let t=Wr(e,this.size,16);i.uniformMatrix4fv(this.addr,!1,t)}function wS(i,e){i.uniform1iv(this.addr,e)}function TS(i,e){i.uniform2iv(this.addr,e)}function AS(i,e){i.uniform3iv(this.addr,e)}function CS(i,e){i.uniform4iv(this.addr,e)}function RS(i,e){i.uniform1uiv(this.addr,e)}function PS(i,e){i.uniform2uiv(this.addr,e)}function IS(i,e){i.uniform3uiv(this.addr,e)}function DS(i,e){i.uniform4uiv(this.addr,e)}function LS(i,e,t){let n=this.cache,s=e.length,o=Jo(t,s);jt(n,o)||(i.uniform1iv(this.addr,o),Jt(n,o));let c;this.type===i.SAMPLER_2D_SHADOW?c=Ko(Md):c=Sd;for(let u=0;u!==s;++u)t.setTexture2D(e[u]||c,o[u])}function FS(i,e,t){let n=this.cache,s=e.length,o=Jo(t,s);jt(n,o)||(i.uniform1iv(this.addr,o),Jt(n,o));for(let c=0;c!==s;++c)t.setTexture3D(e[c]||wd,o[c])}function NS(i,e,t){let n=this.cache,s=e.length,o=Jo(t,s);jt(n,o)||(i.uniform1iv(this.addr,o),Jt(n,o));let c;this.type===i.SAMPLER_CUBE_SHADOW?c=Ko(bd):c=Td;for(let u=0;u!==s;++u)t.setTextureCube(e[u]||c,o[u])}function US(i,e,t){let n=this.cache,s=e.length,o=Jo(t,s);jt(n,o)||(i.uniform1iv(this.addr,o),Jt(n,o));for(let c=0;c!==s;++c)t.setTexture2DArray(e[c]||Ed,o[c])}function OS(i){switch(i){case 5126:return vS;case 35664:return yS;case 35665:return xS;case 35666:return SS;case 35674:return MS;case 35675:return bS;case 35676:return ES;case 5124:case 35670:return wS;case 35667:case 35671:return TS;case 35668:case 35672:return AS;case 35669:case 35673:return CS;case 5125:return RS;case 36294:return PS;case 36295:return IS;case 36296:return DS;case 35678:case 36198:case 36298:case 36306:case 35682:return LS;case 35679:case 36299:case 36307:return FS;case 35680:case 36300:case 36308:case 36293:return NS;case 36289:case 36303:case 36311:case 36292:return US}}var Uc=class{constructor(e,t,n){this.id=e,this.addr=n,this.cache=[],this.type=t.type,this.setValue=_S(t.type)}},Oc=class{constructor(e,t,n){this.id=e,this.addr=n,this.cache=[],this.type=t.type,this.size=t.size,this.setValue=OS(t.type)}},Bc=class{constructor(e){this.id=e,this.seq=[],this.map={}}setValue(e,t,n){let s=this.seq;for(let o=0,c=s.length;o!==c;++o){let u=s[o];u.setValue(e,t[u.id],n)}}},Fc=/(\w+)(\])?(\[|\.)?/g;function sd(i,e){i.seq.push(e),i.map[e.id]=e}function BS(i,e,t){let n=i.name,s=n.length;for(Fc.lastIndex=0;;){let o=Fc.exec(n),c=Fc.lastIndex,u=o[1],f=o[2]==="]",p=o[3];if(f&&(u=u|0),p===void 0||p==="["&&c+2===s){sd(t,p===void 0?new Uc(u,i,e):new Oc(u,i,e));break}else{let S=t.map[u];S===void 0&&(S=new Bc(u),sd(t,S)),t=S}}}var Hr=class{constructor(e,t){this.seq=[],this.map={};let n=e.getProgramParameter(t,e.ACTIVE_UNIFORMS);for(let c=0;c<n;++c){let u=e.getActiveUniform(t,c),f=e.getUniformLocation(t,u.name);BS(u,f,this)}let s=[],o=[];for(let c of this.seq)c.type===e.SAMPLER_2D_SHADOW||c.type===e.SAMPLER_CUBE_SHADOW||c.type===e.SAMPLER_2D_ARRAY_SHADOW?s.push(c):o.push(c);s.length>0&&(this.seq=s.concat(o))}setValue(e,t,n,s){let o=this.map[t];o!==void 0&&o.setValue(e,n,s)}setOptional(e,t,n){let s=t[n];s!==void 0&&this.setValue(e,n,s)}static upload(e,t,n,s){for(let o=0,c=t.length;o!==c;++o){let u=t[o],f=n[u.id];f.needsUpdate!==!1&&u.setValue(e,f.value,s)}}static seqWithValue(e,t){let n=[];for(let s=0,o=e.length;s!==o;++s){let c=e[s];c.id in t&&n.push(c)}return n}};function ad(i,e,t){let n=i.createShader(e);return i.shaderSource(n,t),i.compileShader(n),n}var kS=37297,zS=0;function GS(i,e){let t=i.split(`
`),n=[],s=Math.max(e-6,0),o=Math.min(e+6,t.length);for(let c=s;c<o;c++){let u=c+1;n.push(`${u===e?">":" "} ${u}: ${t[c]}`)}return n.join(`
`)}var od=new at;function VS(i){yt._getMatrix(od,yt.workingColorSpace,i);let e=`mat3( ${od.elements.map(t=>t.toFixed(4))} )`;switch(yt.getTransfer(i)){case os:return[e,"LinearTransferOETF"];case Ct:return[e,"sRGBTransferOETF"];default:return Qe("WebGLProgram: Unsupported color space: ",i),[e,"LinearTransferOETF"]}}function ld(i,e,t){let n=i.getShaderParameter(e,i.COMPILE_STATUS),o=(i.getShaderInfoLog(e)||"").trim();if(n&&o==="")return"";let c=/ERROR: 0:(\d+)/.exec(o);if(c){let u=parseInt(c[1]);return t.toUpperCase()+`

`+o+`

`+GS(i.getShaderSource(e),u)}else return o}function HS(i,e){let t=VS(e);return[`vec4 ${i}( vec4 value ) {`,`	return ${t[1]}( vec4( ${t[0]} * value.rgb, value.a ) );`,"}"].join(`
`)}var WS={[tc]:"Linear",[nc]:"Reinhard",[ic]:"Cineon",[rc]:"ACESFilmic",[ac]:"AgX",[oc]:"Neutral",[sc]:"Custom"};function XS(i,e){let t=WS[e];return t===void 0?(Qe("WebGLProgram: Unsupported toneMapping:",e),"vec3 "+i+"( vec3 color ) { return LinearToneMapping( color ); }"):"vec3 "+i+"( vec3 color ) { return "+t+"ToneMapping( color ); }"}var Yo=new K;function $S(){yt.getLuminanceCoefficients(Yo);let i=Yo.x.toFixed(4),e=Yo.y.toFixed(4),t=Yo.z.toFixed(4);return["float luminance( const in vec3 rgb ) {",`	const vec3 weights = vec3( ${i}, ${e}, ${t} );`,"	return dot( weights, rgb );","}"].join(`
`)}function qS(i){return[i.extensionClipCullDistance?"#extension GL_ANGLE_clip_cull_distance : require":"",i.extensionMultiDraw?"#extension GL_ANGLE_multi_draw : require":""].filter(ks).join(`
`)}function YS(i){let e=[];for(let t in i){let n=i[t];n!==!1&&e.push("#define "+t+" "+n)}return e.join(`
`)}function ZS(i,e){let t={},n=i.getProgramParameter(e,i.ACTIVE_ATTRIBUTES);for(let s=0;s<n;s++){let o=i.getActiveAttrib(e,s),c=o.name,u=1;o.type===i.FLOAT_MAT2&&(u=2),o.type===i.FLOAT_MAT3&&(u=3),o.type===i.FLOAT_MAT4&&(u=4),t[c]={type:o.type,location:i.getAttribLocation(e,c),locationSize:u}}return t}function ks(i){return i!==""}function cd(i,e){let t=e.numSpotLightShadows+e.numSpotLightMaps-e.numSpotLightShadowsWithMaps;return i.replace(/NUM_SUN_LIGHTS/g,e.numSunLights).replace(/NUM_DIR_LIGHTS/g,e.numDirLights).replace(/NUM_SPOT_LIGHTS/g,e.numSpotLights).replace(/NUM_SPOT_LIGHT_MAPS/g,e.numSpotLightMaps).replace(/NUM_SPOT_LIGHT_COORDS/g,t).replace(/NUM_RECT_AREA_LIGHTS/g,e.numRectAreaLights).replace(/NUM_POINT_LIGHTS/g,e.numPointLights).replace(/NUM_HEMI_LIGHTS/g,e.numHemiLights).replace(/NUM_SUN_LIGHT_SHADOWS/g,e.numSunLightShadows).replace(/NUM_DIR_LIGHT_SHADOWS/g,e.numDirLightShadows).replace(/NUM_SPOT_LIGHT_SHADOWS_WITH_MAPS/g,e.numSpotLightShadowsWithMaps).replace(/NUM_SPOT_LIGHT_SHADOWS/g,e.numSpotLightShadows).replace(/NUM_POINT_LIGHT_SHADOWS/g,e.numPointLightShadows).replace(/NUM_LIGHT_PROBE_GRIDS/g,e.numLightProbeGrids)}function hd(i,e){return i.replace(/NUM_CLIPPING_PLANES/g,e.numClippingPlanes).replace(/UNION_CLIPPING_PLANES/g,e.numClippingPlanes-e.numClipIntersection)}var jS=/^[ \t]*#include +<([\w\d./]+)>/gm;function kc(i){return i.replace(jS,JS)}function JS(i,e){let t=mt[e];if(t===void 0)throw new Error("THREE.WebGLProgram: Can not resolve #include <"+e+">");return kc(t)}var KS=/#pragma unroll_loop_start\s+for\s*\(\s*int\s+i\s*=\s*(\d+)\s*;\s*i\s*<\s*(\d+)\s*;\s*i\s*\+\+\s*\)\s*{([\s\S]+?)}\s+#pragma unroll_loop_end/g;function ud(i){return i.replace(KS,QS)}function QS(i,e,t,n){let s="";for(let o=parseInt(e);o<parseInt(t);o++)s+=n.replace(/\[\s*i\s*\]/g,"[ "+o+" ]").replace(/UNROLLED_LOOP_INDEX/g,o);return s}function dd(i){let e=`precision ${i.precision} float;
	precision ${i.precision} int;
	precision ${i.precision} sampler2D;
	precision ${i.precision} samplerCube;
	precision ${i.precision} sampler3D;
	precision ${i.precision} sampler2DArray;
	precision ${i.precision} sampler2DShadow;
	precision ${i.precision} samplerCubeShadow;
	precision ${i.precision} sampler2DArrayShadow;
	precision ${i.precision} isampler2D;
	precision ${i.precision} isampler3D;
	precision ${i.precision} isamplerCube;
	precision ${i.precision} isampler2DArray;
	precision ${i.precision} usampler2D;
	precision ${i.precision} usampler3D;
	precision ${i.precision} usamplerCube;
	precision ${i.precision} usampler2DArray;
	`;return i.precision==="highp"?e+=`
#define HIGH_PRECISION`:i.precision==="mediump"?e+=`
#define MEDIUM_PRECISION`:i.precision==="lowp"&&(e+=`
#define LOW_PRECISION`),e}var eM={[Ps]:"SHADOWMAP_TYPE_PCF",[Br]:"SHADOWMAP_TYPE_VSM"};function tM(i){return eM[i.shadowMapType]||"SHADOWMAP_TYPE_BASIC"}var nM={[zr]:"ENVMAP_MODE_REFRACTION"};function iM(i){return i.envMap===!1?"ENVMAP_MODE_REFLECTION":nM[i.envMapMode]||"ENVMAP_MODE_REFLECTION"}var rM={[ec]:"ENVMAP_BLENDING_MULTIPLY",[Cu]:"ENVMAP_BLENDING_MIX",[Ru]:"ENVMAP_BLENDING_ADD"};function sM(i){return i.envMap===!1?"ENVMAP_BLENDING_NONE":rM[i.combine]||"ENVMAP_BLENDING_NONE"}function aM(i,e,t,n){let s=i.getContext(),o=t.defines,c=t.vertexShader,u=t.fragmentShader,f=tM(t),p=t.envMapPMREM===!0?"ENVMAP_TYPE_PMREM":"ENVMAP_TYPE_CUBE",g=iM(t),S=sM(t),_=qS(t),M=YS(o),T=s.createProgram(),D,x,v=t.glslVersion?"#version "+t.glslVersion+`
`:"";t.isRawShaderMaterial?(D=["#define SHADER_TYPE "+t.shaderType,"#define SHADER_NAME "+t.shaderName,M].filter(ks).join(`
`),D.length>0&&(D+=`
`),x=["#define SHADER_TYPE "+t.shaderType,"#define SHADER_NAME "+t.shaderName,M].filter(ks).join(`
`),x.length>0&&(x+=`
`)):(D=[dd(t),"#define SHADER_TYPE "+t.shaderType,"#define SHADER_NAME "+t.shaderName,M,t.extensionClipCullDistance?"#define USE_CLIP_DISTANCE":"",t.batching?"#define USE_BATCHING":"",t.batchingColor?"#define USE_BATCHING_COLOR":"",t.instancing?"#define USE_INSTANCING":"",t.instancingColor?"#define USE_INSTANCING_COLOR":"",t.instancingMorph?"#define USE_INSTANCING_MORPH":"",t.useFog&&t.fog?"#define USE_FOG":"",t.useFog&&t.fogExp2?"#define FOG_EXP2":"",t.map?"#define USE_MAP":"",t.envMap?"#define USE_ENVMAP":"",t.envMap?"#define "+g:"",t.lightMap?"#define USE_LIGHTMAP":"",t.aoMap?"#define USE_AOMAP":"",t.bumpMap?"#define USE_BUMPMAP":"",t.normalMap?"#define USE_NORMALMAP":"",t.normalMapObjectSpace?"#define USE_NORMALMAP_OBJECTSPACE":"",t.normalMapTangentSpace?"#define USE_NORMALMAP_TANGENTSPACE":"",t.displacementMap?"#define USE_DISPLACEMENTMAP":"",t.emissiveMap?"#define USE_EMISSIVEMAP":"",t.anisotropy?"#define USE_ANISOTROPY":"",t.anisotropyMap?"#define USE_ANISOTROPYMAP":"",t.clearcoatMap?"#define USE_CLEARCOATMAP":"",t.clearcoatRoughnessMap?"#define USE_CLEARCOAT_ROUGHNESSMAP":"",t.clearcoatNormalMap?"#define USE_CLEARCOAT_NORMALMAP":"",t.diffuseRoughnessMap?"#define USE_DIFFUSE_ROUGHNESSMAP":"",t.iridescenceMap?"#define USE_IRIDESCENCEMAP":"",t.iridescenceThicknessMap?"#define USE_IRIDESCENCE_THICKNESSMAP":"",t.specularMap?"#define USE_SPECULARMAP":"",t.specularColorMap?"#define USE_SPECULAR_COLORMAP":"",t.specularIntensityMap?"#define USE_SPECULAR_INTENSITYMAP":"",t.roughnessMap?"#define USE_ROUGHNESSMAP":"",t.metalnessMap?"#define USE_METALNESSMAP":"",t.alphaMap?"#define USE_ALPHAMAP":"",t.alphaHash?"#define USE_ALPHAHASH":"",t.transmission?"#define USE_TRANSMISSION":"",t.transmissionMap?"#define USE_TRANSMISSIONMAP":"",t.thicknessMap?"#define USE_THICKNESSMAP":"",t.sheenColorMap?"#define USE_SHEEN_COLORMAP":"",t.sheenRoughnessMap?"#define USE_SHEEN_ROUGHNESSMAP":"",t.mapUv?"#define MAP_UV "+t.mapUv:"",t.alphaMapUv?"#define ALPHAMAP_UV "+t.alphaMapUv:"",t.lightMapUv?"#define LIGHTMAP_UV "+t.lightMapUv:"",t.aoMapUv?"#define AOMAP_UV "+t.aoMapUv:"",t.emissiveMapUv?"#define EMISSIVEMAP_UV "+t.emissiveMapUv:"",t.bumpMapUv?"#define BUMPMAP_UV "+t.bumpMapUv:"",t.normalMapUv?"#define NORMALMAP_UV "+t.normalMapUv:"",t.displacementMapUv?"#define DISPLACEMENTMAP_UV "+t.displacementMapUv:"",t.metalnessMapUv?"#define METALNESSMAP_UV "+t.metalnessMapUv:"",t.roughnessMapUv?"#define ROUGHNESSMAP_UV "+t.roughnessMapUv:"",t.anisotropyMapUv?"#define ANISOTROPYMAP_UV "+t.anisotropyMapUv:"",t.clearcoatMapUv?"#define CLEARCOATMAP_UV "+t.clearcoatMapUv:"",t.clearcoatNormalMapUv?"#define CLEARCOAT_NORMALMAP_UV "+t.clearcoatNormalMapUv:"",t.clearcoatRoughnessMapUv?"#define CLEARCOAT_ROUGHNESSMAP_UV "+t.clearcoatRoughnessMapUv:"",t.diffuseRoughnessMapUv?"#define DIFFUSE_ROUGHNESSMAP_UV "+t.diffuseRoughnessMapUv:"",t.iridescenceMapUv?"#define IRIDESCENCEMAP_UV "+t.iridescenceMapUv:"",t.iridescenceThicknessMapUv?"#define IRIDESCENCE_THICKNESSMAP_UV "+t.iridescenceThicknessMapUv:"",t.sheenColorMapUv?"#define SHEEN_COLORMAP_UV "+t.sheenColorMapUv:"",t.sheenRoughnessMapUv?"#define SHEEN_ROUGHNESSMAP_UV "+t.sheenRoughnessMapUv:"",t.specularMapUv?"#define SPECULARMAP_UV "+t.specularMapUv:"",t.specularColorMapUv?"#define SPECULAR_COLORMAP_UV "+t.specularColorMapUv:"",t.specularIntensityMapUv?"#define SPECULAR_INTENSITYMAP_UV "+t.specularIntensityMapUv:"",t.transmissionMapUv?"#define TRANSMISSIONMAP_UV "+t.transmissionMapUv:"",t.thicknessMapUv?"#define THICKNESSMAP_UV "+t.thicknessMapUv:"",t.vertexTangents&&t.flatShading===!1?"#define USE_TANGENT":"",t.vertexNormals?"#define HAS_NORMAL":"",t.vertexColors?"#define USE_COLOR":"",t.vertexAlphas?"#define USE_COLOR_ALPHA":"",t.vertexUv1s?"#define USE_UV1":"",t.vertexUv2s?"#define USE_UV2":"",t.vertexUv3s?"#define USE_UV3":"",t.pointsUvs?"#define USE_POINTS_UV":"",t.flatShading?"#define FLAT_SHADED":"",t.skinning?"#define USE_SKINNING":"",t.morphTargets?"#define USE_MORPHTARGETS":"",t.morphNormals&&t.flatShading===!1?"#define USE_MORPHNORMALS":"",t.morphColors?"#define USE_MORPHCOLORS":"",t.morphTargetsCount>0?"#define MORPHTARGETS_TEXTURE_STRIDE "+t.morphTextureStride:"",t.morphTargetsCount>0?"#define MORPHTARGETS_COUNT "+t.morphTargetsCount:"",t.doubleSided?"#define DOUBLE_SIDED":"",t.flipSided?"#define FLIP_SIDED":"",t.shadowMapEnabled?"#define USE_SHADOWMAP":"",t.shadowMapEnabled?"#define "+f:"",t.sizeAttenuation?"#define USE_SIZEATTENUATION":"",t.numLightProbes>0?"#define USE_LIGHT_PROBES":"",t.logarithmicDepthBuffer?"#define USE_LOGARITHMIC_DEPTH_BUFFER":"",t.reversedDepthBuffer?"#define USE_REVERSED_DEPTH_BUFFER":"","uniform mat4 modelMatrix;","uniform mat4 modelViewMatrix;","uniform mat4 projectionMatrix;","uniform mat4 viewMatrix;","uniform mat3 normalMatrix;","uniform vec3 cameraPosition;","uniform bool isOrthographic;","#ifdef USE_INSTANCING","	attribute mat4 instanceMatrix;","#endif","#ifdef USE_INSTANCING_COLOR","	attribute vec3 instanceColor;","#endif","#ifdef USE_INSTANCING_MORPH","	uniform sampler2D morphTexture;","#endif","attribute vec3 position;","attribute vec3 normal;","attribute vec2 uv;","#ifdef USE_UV1","	attribute vec2 uv1;","#endif","#ifdef USE_UV2","	attribute vec2 uv2;","#endif","#ifdef USE_UV3","	attribute vec2 uv3;","#endif","#ifdef USE_TANGENT","	attribute vec4 tangent;","#endif","#if defined( USE_COLOR_ALPHA )","	attribute vec4 color;","#elif defined( USE_COLOR )","	attribute vec3 color;","#endif","#ifdef USE_SKINNING","	attribute vec4 skinIndex;","	attribute vec4 skinWeight;","#endif",`
`].filter(ks).join(`
`),x=[dd(t),"#define SHADER_TYPE "+t.shaderType,"#define SHADER_NAME "+t.shaderName,M,t.useFog&&t.fog?"#define USE_FOG":"",t.useFog&&t.fogExp2?"#define FOG_EXP2":"",t.alphaToCoverage?"#define ALPHA_TO_COVERAGE":"",t.map?"#define USE_MAP":"",t.matcap?"#define USE_MATCAP":"",t.envMap?"#define USE_ENVMAP":"",t.envMap?"#define "+p:"",t.envMap?"#define "+g:"",t.envMap?"#define "+S:"",t.envMapPMREM?"#define ENVMAP_MAX_LOD "+t.envMapMaxLod+".0":"",t.envMapPMREM?"#define ENVMAP_SIZE "+t.envMapSize+".0":"",t.lightMap?"#define USE_LIGHTMAP":"",t.aoMap?"#define USE_AOMAP":"",t.bumpMap?"#define USE_BUMPMAP":"",t.normalMap?"#define USE_NORMALMAP":"",t.normalMapObjectSpace?"#define USE_NORMALMAP_OBJECTSPACE":"",t.normalMapTangentSpace?"#define USE_NORMALMAP_TANGENTSPACE":"",t.packedNormalMap?"#define USE_PACKED_NORMALMAP":"",t.emissiveMap?"#define USE_EMISSIVEMAP":"",t.anisotropy?"#define USE_ANISOTROPY":"",t.anisotropyMap?"#define USE_ANISOTROPYMAP":"",t.clearcoat?"#define USE_CLEARCOAT":"",t.clearcoatMap?"#define USE_CLEARCOATMAP":"",t.clearcoatRoughnessMap?"#define USE_CLEARCOAT_ROUGHNESSMAP":"",t.clearcoatNormalMap?"#define USE_CLEARCOAT_NORMALMAP":"",t.diffuseRoughness?"#define USE_DIFFUSE_ROUGHNESS":"",t.diffuseRoughnessMap?"#define USE_DIFFUSE_ROUGHNESSMAP":"",t.dispersion?"#define USE_DISPERSION":"",t.retroreflection?"#define USE_RETROREFLECTION":"",t.iridescence?"#define USE_IRIDESCENCE":"",t.iridescenceMap?"#define USE_IRIDESCENCEMAP":"",t.iridescenceThicknessMap?"#define USE_IRIDESCENCE_THICKNESSMAP":"",t.specularMap?"#define USE_SPECULARMAP":"",t.specularColorMap?"#define USE_SPECULAR_COLORMAP":"",t.specularIntensityMap?"#define USE_SPECULAR_INTENSITYMAP":"",t.roughnessMap?"#define USE_ROUGHNESSMAP":"",t.metalnessMap?"#define USE_METALNESSMAP":"",t.alphaMap?"#define USE_ALPHAMAP":"",t.alphaTest?"#define USE_ALPHATEST":"",t.alphaHash?"#define USE_ALPHAHASH":"",t.sheen?"#define USE_SHEEN":"",t.sheenColorMap?"#define USE_SHEEN_COLORMAP":"",t.sheenRoughnessMap?"#define USE_SHEEN_ROUGHNESSMAP":"",t.transmission?"#define USE_TRANSMISSION":"",t.transmissionMap?"#define USE_TRANSMISSIONMAP":"",t.thicknessMap?"#define USE_THICKNESSMAP":"",t.vertexTangents&&t.flatShading===!1?"#define USE_TANGENT":"",t.vertexColors||t.instancingColor?"#define USE_COLOR":"",t.vertexAlphas||t.batchingColor?"#define USE_COLOR_ALPHA":"",t.vertexUv1s?"#define USE_UV1":"",t.vertexUv2s?"#define USE_UV2":"",t.vertexUv3s?"#define USE_UV3":"",t.pointsUvs?"#define USE_POINTS_UV":"",t.gradientMap?"#define USE_GRADIENTMAP":"",t.flatShading?"#define FLAT_SHADED":"",t.doubleSided?"#define DOUBLE_SIDED":"",t.flipSided?"#define FLIP_SIDED":"",t.shadowMapEnabled?"#define USE_SHADOWMAP":"",t.shadowMapEnabled?"#define "+f:"",t.premultipliedAlpha?"#define PREMULTIPLIED_ALPHA":"",t.numLightProbes>0?"#define USE_LIGHT_PROBES":"",t.decodeVideoTexture?"#define DECODE_VIDEO_TEXTURE":"",t.decodeVideoTextureEmissive?"#define DECODE_VIDEO_TEXTURE_EMISSIVE":"",t.logarithmicDepthBuffer?"#define USE_LOGARITHMIC_DEPTH_BUFFER":"",t.reversedDepthBuffer?"#define USE_REVERSED_DEPTH_BUFFER":"","uniform mat4 viewMatrix;","uniform vec3 cameraPosition;","uniform bool isOrthographic;",t.toneMapping!==ai?"#define TONE_MAPPING":"",t.toneMapping!==ai?mt.tonemapping_pars_fragment:"",t.toneMapping!==ai?XS("toneMapping",t.toneMapping):"",t.dithering?"#define DITHERING":"",t.opaque?"#define OPAQUE":"",mt.colorspace_pars_fragment,HS("linearToOutputTexel",t.outputColorSpace),$S(),t.useDepthPacking?"#define DEPTH_PACKING "+t.depthPacking:"",`
`].filter(ks).join(`
`)),c=kc(c),c=cd(c,t),c=hd(c,t),u=kc(u),u=cd(u,t),u=hd(u,t),c=ud(c),u=ud(u),t.isRawShaderMaterial!==!0&&(v=`#version 300 es
`,D=[_,"#define attribute in","#define varying out","#define texture2D texture"].join(`
`)+`
`+D,x=["#define varying in",t.glslVersion===yc?"":"layout(location = 0) out highp vec4 pc_fragColor;",t.glslVersion===yc?"":"#define gl_FragColor pc_fragColor","#define gl_FragDepthEXT gl_FragDepth","#define texture2D texture","#define textureCube texture","#define texture2DProj textureProj","#define texture2DLodEXT textureLod","#define texture2DProjLodEXT textureProjLod","#define textureCubeLodEXT textureLod","#define texture2DGradEXT textureGrad","#define texture2DProjGradEXT textureProjGrad","#define textureCubeGradEXT textureGrad"].join(`
`)+`
`+x);let P=v+D+c,O=v+x+u,R=ad(s,s.VERTEX_SHADER,P),U=ad(s,s.FRAGMENT_SHADER,O);s.attachShader(T,R),s.attachShader(T,U),t.index0AttributeName!==void 0?s.bindAttribLocation(T,0,t.index0AttributeName):t.hasPositionAttribute===!0&&s.bindAttribLocation(T,0,"position"),s.linkProgram(T);function N(k){if(i.debug.checkShaderErrors){let Y=s.getProgramInfoLog(T)||"",j=s.getShaderInfoLog(R)||"",ee=s.getShaderInfoLog(U)||"",z=Y.trim(),ie=j.trim(),G=ee.trim(),ne=!0,Se=!0;if(s.getProgramParameter(T,s.LINK_STATUS)===!1)if(ne=!1,typeof i.debug.onShaderError=="function")i.debug.onShaderError(s,T,R,U);else{let re=ld(s,R,"vertex"),H=ld(s,U,"fragment");tt("WebGLProgram: Shader Error "+s.getError()+" - VALIDATE_STATUS "+s.getProgramParameter(T,s.VALIDATE_STATUS)+`

Material Name: `+k.name+`
Material Type: `+k.type+`

Program Info Log: `+z+`
`+re+`
`+H)}else z!==""?Qe("WebGLProgram: Program Info Log:",z):(ie===""||G==="")&&(Se=!1);Se&&(k.diagnostics={runnable:ne,programLog:z,vertexShader:{log:ie,prefix:D},fragmentShader:{log:G,prefix:x}})}s.deleteShader(R),s.deleteShader(U),b=new Hr(s,T),I=ZS(s,T)}let b;this.getUniforms=function(){return b===void 0&&N(this),b};let I;this.getAttributes=function(){return I===void 0&&N(this),I};let q=t.rendererExtensionParallelShaderCompile===!1;return this.isReady=function(){return q===!1&&(q=s.getProgramParameter(T,kS)),q},this.destroy=function(){n.releaseStatesOfProgram(this),s.deleteProgram(T),this.program=void 0},this.type=t.shaderType,this.name=t.shaderName,this.id=zS++,this.cacheKey=e,this.usedTimes=1,this.program=T,this.vertexShader=R,this.fragmentShader=U,this}var oM=0,zc=class{constructor(){this.shaderCache=new Map,this.materialCache=new Map}update(e,t,n){let s=this._getShaderCacheForMaterial(e);return s.has(t)===!1&&(s.add(t),t.usedTimes++),s.has(n)===!1&&(s.add(n),n.usedTimes++),this}remove(e){let t=this.materialCache.get(e);for(let n of t)n.usedTimes--,n.usedTimes===0&&this.shaderCache.delete(n.code);return this.materialCache.delete(e),this}getVertexShaderStage(e){return this._getShaderStage(e.vertexShader)}getFragmentShaderStage(e){return this._getShaderStage(e.fragmentShader)}dispose(){this.shaderCache.clear(),this.materialCache.clear()}_getShaderCacheForMaterial(e){let t=this.materialCache,n=t.get(e);return n===void 0&&(n=new Set,t.set(e,n)),n}_getShaderStage(e){let t=this.shaderCache,n=t.get(e);return n===void 0&&(n=new Gc(e),t.set(e,n)),n}},Gc=class{constructor(e){this.id=oM++,this.code=e,this.usedTimes=0}};function lM(i){return i===Gi||i===Us||i===Os}function cM(i,e,t,n,s,o){let c=new Dr,u=new zc,f=new Set,p=[],g=new Map,S=n.logarithmicDepthBuffer,_={MeshDepthMaterial:"depth",MeshDistanceMaterial:"distance",MeshNormalMaterial:"normal",MeshBasicMaterial:"basic",MeshLambertMaterial:"lambert",MeshPhongMaterial:"phong",MeshToonMaterial:"toon",MeshStandardMaterial:"physical",MeshPhysicalMaterial:"physical",MeshMatcapMaterial:"matcap",LineBasicMaterial:"basic",LineDashedMaterial:"dashed",PointsMaterial:"points",ShadowMaterial:"shadow",SpriteMaterial:"sprite"};function M(b){return f.add(b),b===0?"uv":`uv${b}`}function T(b,I,q,k,Y,j){let ee=k.fog,z=Y.geometry,ie=b.isMeshStandardMaterial||b.isMeshLambertMaterial||b.isMeshPhongMaterial?k.environment:null,G=b.isMeshStandardMaterial||b.isMeshLambertMaterial&&!b.envMap||b.isMeshPhongMaterial&&!b.envMap,ne=e.get(b.envMap||ie,G),Se=_[b.type],re=n.precision;b.precision!==null&&(re=n.getMaxPrecision(b.precision),re!==b.precision&&Qe("WebGLProgram.getParameters:",b.precision,"not supported, using",re,"instead."));let H=z.morphAttributes.position||z.morphAttributes.normal||z.morphAttributes.color,me=H!==void 0?H.length:0,We=0;z.morphAttributes.position!==void 0&&(We=1),z.morphAttributes.normal!==void 0&&(We=2),z.morphAttributes.color!==void 0&&(We=3);let nt,ue,Fe,Pe;if(Se){let Oe=li[Se];nt=Oe.vertexShader,ue=Oe.fragmentShader}else{nt=b.vertexShader,ue=b.fragmentShader;let Oe=u.getVertexShaderStage(b),Et=u.getFragmentShaderStage(b);u.update(b,Oe,Et),Fe=Oe.id,Pe=Et.id}let Ze=i.getRenderTarget(),Ue=i.state.buffers.depth.getReversed(),rt=Y.isInstancedMesh===!0,zt=Y.isBatchedMesh===!0,Ke=!!b.map,bt=!!b.matcap,Tt=!!ne,ut=Tt&&ne.isPMREMTexture===!0,Gt=!!b.aoMap,ht=!!b.lightMap,Rt=!!b.bumpMap&&b.wireframe===!1,xt=!!b.normalMap,Qt=!!b.displacementMap,De=!!b.emissiveMap,$e=!!b.metalnessMap,an=!!b.roughnessMap,en=b.anisotropy>0,W=b.clearcoat>0,pn=b.diffuseRoughness>0,At=b.dispersion>0,Dt=b.retroreflectivity>0,Le=b.iridescence>0,Wt=b.sheen>0,je=b.transmission>0,Je=en&&!!b.anisotropyMap,L=W&&!!b.clearcoatMap,w=W&&!!b.clearcoatNormalMap,Z=W&&!!b.clearcoatRoughnessMap,_e=pn&&!!b.diffuseRoughnessMap,de=Le&&!!b.iridescenceMap,pe=Le&&!!b.iridescenceThicknessMap,Me=Wt&&!!b.sheenColorMap,ae=Wt&&!!b.sheenRoughnessMap,ce=!!b.specularMap,Ce=!!b.specularColorMap,B=!!b.specularIntensityMap,he=je&&!!b.transmissionMap,se=je&&!!b.thicknessMap,Re=!!b.gradientMap,we=!!b.alphaMap,Ae=b.alphaTest>0,Xe=!!b.alphaHash,ot=!!b.extensions,Ee=ai;b.toneMapped&&(Ze===null||Ze.isXRRenderTarget===!0)&&(Ee=i.toneMapping);let qe=ut?ne.isCompressedCubeTexture?ne.image[0].mipmaps:ne.mipmaps:null,lt={shaderID:Se,shaderType:b.type,shaderName:b.name,vertexShader:nt,fragmentShader:ue,defines:b.defines,customVertexShaderID:Fe,customFragmentShaderID:Pe,isRawShaderMaterial:b.isRawShaderMaterial===!0,glslVersion:b.glslVersion,precision:re,batching:zt,batchingColor:zt&&Y._colorsTexture!==null,instancing:rt,instancingColor:rt&&Y.instanceColor!==null,instancingMorph:rt&&Y.morphTexture!==null,outputColorSpace:Ze===null?i.outputColorSpace:Ze.isXRRenderTarget===!0?Ze.texture.colorSpace:yt.workingColorSpace,alphaToCoverage:!!b.alphaToCoverage,map:Ke,matcap:bt,envMap:Tt,envMapMode:Tt&&ne.mapping,envMapPMREM:ut,envMapMaxLod:ut?qe.length-1:null,envMapSize:ut?qe[0].width:null,aoMap:Gt,lightMap:ht,bumpMap:Rt,normalMap:xt,displacementMap:Qt,emissiveMap:De,normalMapObjectSpace:xt&&b.normalMapType===Du,normalMapTangentSpace:xt&&b.normalMapType===$o,packedNormalMap:xt&&b.normalMapType===$o&&lM(b.normalMap.format),metalnessMap:$e,roughnessMap:an,anisotropy:en,anisotropyMap:Je,clearcoat:W,clearcoatMap:L,clearcoatNormalMap:w,clearcoatRoughnessMap:Z,diffuseRoughness:pn,diffuseRoughnessMap:_e,dispersion:At,retroreflection:Dt,iridescence:Le,iridescenceMap:de,iridescenceThicknessMap:pe,sheen:Wt,sheenColorMap:Me,sheenRoughnessMap:ae,specularMap:ce,specularColorMap:Ce,specularIntensityMap:B,transmission:je,transmissionMap:he,thicknessMap:se,gradientMap:Re,opaque:b.transparent===!1&&b.blending===kr&&b.alphaToCoverage===!1,alphaMap:we,alphaTest:Ae,alphaHash:Xe,combine:b.combine,mapUv:Ke&&M(b.map.channel),aoMapUv:Gt&&M(b.aoMap.channel),lightMapUv:ht&&M(b.lightMap.channel),bumpMapUv:Rt&&M(b.bumpMap.channel),normalMapUv:xt&&M(b.normalMap.channel),displacementMapUv:Qt&&M(b.displacementMap.channel),emissiveMapUv:De&&M(b.emissiveMap.channel),metalnessMapUv:$e&&M(b.metalnessMap.channel),roughnessMapUv:an&&M(b.roughnessMap.channel),anisotropyMapUv:Je&&M(b.anisotropyMap.channel),clearcoatMapUv:L&&M(b.clearcoatMap.channel),clearcoatNormalMapUv:w&&M(b.clearcoatNormalMap.channel),clearcoatRoughnessMapUv:Z&&M(b.clearcoatRoughnessMap.channel),diffuseRoughnessMapUv:_e&&M(b.diffuseRoughnessMap.channel),iridescenceMapUv:de&&M(b.iridescenceMap.channel),iridescenceThicknessMapUv:pe&&M(b.iridescenceThicknessMap.channel),sheenColorMapUv:Me&&M(b.sheenColorMap.channel),sheenRoughnessMapUv:ae&&M(b.sheenRoughnessMap.channel),specularMapUv:ce&&M(b.specularMap.channel),specularColorMapUv:Ce&&M(b.specularColorMap.channel),specularIntensityMapUv:B&&M(b.specularIntensityMap.channel),transmissionMapUv:he&&M(b.transmissionMap.channel),thicknessMapUv:se&&M(b.thicknessMap.channel),alphaMapUv:we&&M(b.alphaMap.channel),vertexTangents:!!z.attributes.tangent&&(xt||en),vertexNormals:!!z.attributes.normal,vertexColors:b.vertexColors,vertexAlphas:b.vertexColors===!0&&!!z.attributes.color&&z.attributes.color.itemSize===4,pointsUvs:Y.isPoints===!0&&!!z.attributes.uv&&(Ke||we),fog:!!ee,useFog:b.fog===!0,fogExp2:!!ee&&ee.isFogExp2,flatShading:b.wireframe===!1&&(b.flatShading===!0||z.attributes.normal===void 0&&xt===!1&&(b.isMeshLambertMaterial||b.isMeshPhongMaterial||b.isMeshStandardMaterial||b.isMeshPhysicalMaterial)),sizeAttenuation:b.sizeAttenuation===!0,logarithmicDepthBuffer:S,reversedDepthBuffer:Ue,skinning:Y.isSkinnedMesh===!0,hasPositionAttribute:z.attributes.position!==void 0,morphTargets:z.morphAttributes.position!==void 0,morphNormals:z.morphAttributes.normal!==void 0,morphColors:z.morphAttributes.color!==void 0,morphTargetsCount:me,morphTextureStride:We,numSunLights:I.sun.length,numDirLights:I.directional.length,numPointLights:I.point.length,numSpotLights:I.spot.length,numSpotLightMaps:I.spotLightMap.length,numRectAreaLights:I.rectArea.length,numHemiLights:I.hemi.length,numSunLightShadows:I.sunShadowMap.length,numDirLightShadows:I.directionalShadowMap.length,numPointLightShadows:I.pointShadowMap.length,numSpotLightShadows:I.spotShadowMap.length,numSpotLightShadowsWithMaps:I.numSpotLightShadowsWithMaps,numLightProbes:I.numLightProbes,numLightProbeGrids:j.filter(Oe=>Oe.texture!==null).length,numClippingPlanes:o.numPlanes,numClipIntersection:o.numIntersection,dithering:b.dithering,shadowMapEnabled:i.shadowMap.enabled&&q.length>0,shadowMapType:i.shadowMap.type,toneMapping:Ee,decodeVideoTexture:Ke&&b.map.isVideoTexture===!0&&yt.getTransfer(b.map.colorSpace)===Ct,decodeVideoTextureEmissive:De&&b.emissiveMap.isVideoTexture===!0&&yt.getTransfer(b.emissiveMap.colorSpace)===Ct,premultipliedAlpha:b.premultipliedAlpha,doubleSided:b.side===si,flipSided:b.side===ln,useDepthPacking:b.depthPacking>=0,depthPacking:b.depthPacking||0,index0AttributeName:b.index0AttributeName,extensionClipCullDistance:ot&&b.extensions.clipCullDistance===!0&&t.has("WEBGL_clip_cull_distance"),extensionMultiDraw:(ot&&b.extensions.multiDraw===!0||zt)&&t.has("WEBGL_multi_draw"),rendererExtensionParallelShaderCompile:t.has("KHR_parallel_shader_compile"),customProgramCacheKey:b.customProgramCacheKey()};return lt.vertexUv1s=f.has(1),lt.vertexUv2s=f.has(2),lt.vertexUv3s=f.has(3),f.clear(),lt}function D(b){let I=[];if(b.shaderID?I.push(b.shaderID):(I.push(b.customVertexShaderID),I.push(b.customFragmentShaderID)),b.defines!==void 0)for(let q in b.defines)I.push(q),I.push(b.defines[q]);return b.isRawShaderMaterial===!1&&(x(I,b),v(I,b),I.push(i.outputColorSpace)),I.push(b.customProgramCacheKey),I.join()}function x(b,I){b.push(I.precision),b.push(I.outputColorSpace),b.push(I.envMapMode),b.push(I.envMapPMREM),b.push(I.envMapMaxLod),b.push(I.envMapSize),b.push(I.mapUv),b.push(I.alphaMapUv),b.push(I.lightMapUv),b.push(I.aoMapUv),b.push(I.bumpMapUv),b.push(I.normalMapUv),b.push(I.displacementMapUv),b.push(I.emissiveMapUv),b.push(I.metalnessMapUv),b.push(I.roughnessMapUv),b.push(I.anisotropyMapUv),b.push(I.clearcoatMapUv),b.push(I.clearcoatNormalMapUv),b.push(I.clearcoatRoughnessMapUv),b.push(I.diffuseRoughnessMapUv),b.push(I.iridescenceMapUv),b.push(I.iridescenceThicknessMapUv),b.push(I.sheenColorMapUv),b.push(I.sheenRoughnessMapUv),b.push(I.specularMapUv),b.push(I.specularColorMapUv),b.push(I.specularIntensityMapUv),b.push(I.transmissionMapUv),b.push(I.thicknessMapUv),b.push(I.combine),b.push(I.fogExp2),b.push(I.sizeAttenuation),b.push(I.morphTargetsCount),b.push(I.numSunLights),b.push(I.numDirLights),b.push(I.numPointLights),b.push(I.numSpotLights),b.push(I.numSpotLightMaps),b.push(I.numHemiLights),b.push(I.numRectAreaLights),b.push(I.numSunLightShadows),b.push(I.numDirLightShadows),b.push(I.numPointLightShadows),b.push(I.numSpotLightShadows),b.push(I.numSpotLightShadowsWithMaps),b.push(I.numLightProbes),b.push(I.numLightProbeGrids),b.push(I.shadowMapType),b.push(I.toneMapping),b.push(I.numClippingPlanes),b.push(I.numClipIntersection),b.push(I.depthPacking)}function v(b,I){c.disableAll(),I.instancing&&c.enable(0),I.instancingColor&&c.enable(1),I.instancingMorph&&c.enable(2),I.matcap&&c.enable(3),I.envMap&&c.enable(4),I.normalMapObjectSpace&&c.enable(5),I.normalMapTangentSpace&&c.enable(6),I.clearcoat&&c.enable(7),I.iridescence&&c.enable(8),I.alphaTest&&c.enable(9),I.vertexColors&&c.enable(10),I.vertexAlphas&&c.enable(11),I.vertexUv1s&&c.enable(12),I.vertexUv2s&&c.enable(13),I.vertexUv3s&&c.enable(14),I.vertexTangents&&c.enable(15),I.anisotropy&&c.enable(16),I.alphaHash&&c.enable(17),I.batching&&c.enable(18),I.dispersion&&c.enable(19),I.retroreflection&&c.enable(24),I.diffuseRoughness&&c.enable(25),I.batchingColor&&c.enable(20),I.gradientMap&&c.enable(21),I.packedNormalMap&&c.enable(22),I.vertexNormals&&c.enable(23),b.push(c.mask),c.disableAll(),I.fog&&c.enable(0),I.useFog&&c.enable(1),I.flatShading&&c.enable(2),I.logarithmicDepthBuffer&&c.enable(3),I.reversedDepthBuffer&&c.enable(4),I.skinning&&c.enable(5),I.morphTargets&&c.enable(6),I.morphNormals&&c.enable(7),I.morphColors&&c.enable(8),I.premultipliedAlpha&&c.enable(9),I.shadowMapEnabled&&c.enable(10),I.doubleSided&&c.enable(11),I.flipSided&&c.enable(12),I.useDepthPacking&&c.enable(13),I.dithering&&c.enable(14),I.transmission&&c.enable(15),I.sheen&&c.enable(16),I.opaque&&c.enable(17),I.pointsUvs&&c.enable(18),I.decodeVideoTexture&&c.enable(19),I.decodeVideoTextureEmissive&&c.enable(20),I.alphaToCoverage&&c.enable(21),I.numLightProbeGrids>0&&c.enable(22),I.hasPositionAttribute&&c.enable(23),b.push(c.mask)}function P(b){let I=_[b.type],q;if(I){let k=li[I];q=qu.clone(k.uniforms)}else q=b.uniforms;return q}function O(b,I){let q=g.get(I);return q!==void 0?++q.usedTimes:(q=new aM(i,I,b,s),p.push(q),g.set(I,q)),q}function R(b){if(--b.usedTimes===0){let I=p.indexOf(b);p[I]=p[p.length-1],p.pop(),g.delete(b.cacheKey),b.destroy()}}function U(b){u.remove(b)}function N(){u.dispose()}return{getParameters:T,getProgramCacheKey:D,getUniforms:P,acquireProgram:O,releaseProgram:R,releaseShaderCache:U,programs:p,dispose:N}}function hM(){let i=new WeakMap;function e(c){return i.has(c)}function t(c){let u=i.get(c);return u===void 0&&(u={},i.set(c,u)),u}function n(c){i.delete(c)}function s(c,u,f){i.get(c)[u]=f}function o(){i=new WeakMap}return{has:e,get:t,remove:n,update:s,dispose:o}}function uM(i,e){return i.groupOrder!==e.groupOrder?i.groupOrder-e.groupOrder:i.renderOrder!==e.renderOrder?i.renderOrder-e.renderOrder:i.material.id!==e.material.id?i.material.id-e.material.id:i.materialVariant!==e.materialVariant?i.materialVariant-e.materialVariant:i.z!==e.z?i.z-e.z:i.id-e.id}function fd(i,e){return i.groupOrder!==e.groupOrder?i.groupOrder-e.groupOrder:i.renderOrder!==e.renderOrder?i.renderOrder-e.renderOrder:i.z!==e.z?e.z-i.z:i.id-e.id}function pd(){let i=[],e=0,t=[],n=[],s=[];function o(){e=0,t.length=0,n.length=0,s.length=0}function c(_){let M=0;return _.isInstancedMesh&&(M+=2),_.isSkinnedMesh&&(M+=1),M}function u(_,M,T,D,x,v){let P=i[e];return P===void 0?(P={id:_.id,object:_,geometry:M,material:T,materialVariant:c(_),groupOrder:D,renderOrder:_.renderOrder,z:x,group:v},i[e]=P):(P.id=_.id,P.object=_,P.geometry=M,P.material=T,P.materialVariant=c(_),P.groupOrder=D,P.renderOrder=_.renderOrder,P.z=x,P.group=v),e++,P}function f(_,M,T,D,x,v,P){P.reversedDepth===!0&&(x=-x);let O=u(_,M,T,D,x,v);T.transmission>0?n.push(O):T.transparent===!0?s.push(O):t.push(O)}function p(_,M,T,D,x,v){let P=u(_,M,T,D,x,v);T.transmission>0?n.unshift(P):T.transparent===!0?s.unshift(P):t.unshift(P)}function g(_,M){t.length>1&&t.sort(_||uM),n.length>1&&n.sort(M||fd),s.length>1&&s.sort(M||fd)}function S(){for(let _=e,M=i.length;_<M;_++){let T=i[_];if(T.id===null)break;T.id=null,T.object=null,T.geometry=null,T.material=null,T.group=null}}return{opaque:t,transmissive:n,transparent:s,init:o,push:f,unshift:p,finish:S,sort:g}}function dM(){let i=new WeakMap;function e(n,s){let o=i.get(n),c;return o===void 0?(c=new pd,i.set(n,[c])):s>=o.length?(c=new pd,o.push(c)):c=o[s],c}function t(){i=new WeakMap}return{get:e,dispose:t}}function fM(){let i={};return{get:function(e){if(i[e.id]!==void 0)return i[e.id];let t;switch(e.type){case"SunLight":case"DirectionalLight":t={direction:new K,color:new pt};break;case"SpotLight":t={position:new K,direction:new K,color:new pt,distance:0,coneCos:0,penumbraCos:0,decay:0};break;case"PointLight":t={position:new K,color:new pt,distance:0,decay:0};break;case"HemisphereLight":t={direction:new K,skyColor:new pt,groundColor:new pt};break;case"RectAreaLight":t={color:new pt,position:new K,halfWidth:new K,halfHeight:new K};break}return i[e.id]=t,t}}}function pM(){let i={};return{get:function(e){if(i[e.id]!==void 0)return i[e.id];let t;switch(e.type){case"SunLight":case"DirectionalLight":t={shadowIntensity:1,shadowBias:0,shadowNormalBias:0,shadowRadius:1,shadowMapSize:new et};break;case"SpotLight":t={shadowIntensity:1,shadowBias:0,shadowNormalBias:0,shadowRadius:1,shadowMapSize:new et};break;case"PointLight":t={shadowIntensity:1,shadowBias:0,shadowNormalBias:0,shadowRadius:1,shadowMapSize:new et,shadowCameraNear:1,shadowCameraFar:1e3};break}return i[e.id]=t,t}}}var mM=0;function gM(i,e){return(e.castShadow?2:0)-(i.castShadow?2:0)+(e.map?1:0)-(i.map?1:0)}function _M(i){let e=new fM,t=pM(),n={version:0,hash:{sunLength:-1,directionalLength:-1,pointLength:-1,spotLength:-1,rectAreaLength:-1,hemiLength:-1,numSunShadows:-1,numDirectionalShadows:-1,numPointShadows:-1,numSpotShadows:-1,numSpotMaps:-1,numLightProbes:-1},ambient:[0,0,0],probe:[],sun:[],sunShadow:[],sunShadowMap:[],sunShadowMatrix:[],sunShadowCascade:[],directional:[],directionalShadow:[],directionalShadowMap:[],directionalShadowMatrix:[],spot:[],spotLightMap:[],spotShadow:[],spotShadowMap:[],spotLightMatrix:[],rectArea:[],rectAreaLTC1:null,rectAreaLTC2:null,point:[],pointShadow:[],pointShadowMap:[],pointShadowMatrix:[],hemi:[],numSpotLightShadowsWithMaps:0,numLightProbes:0};for(let p=0;p<9;p++)n.probe.push(new K);let s=new K,o=new Bt,c=new Bt;function u(p){let g=0,S=0,_=0;for(let j=0;j<9;j++)n.probe[j].set(0,0,0);let M=0,T=0,D=0,x=0,v=0,P=0,O=0,R=0,U=0,N=0,b=0,I=0,q=0,k=0;p.sort(gM);for(let j=0,ee=p.length;j<ee;j++){let z=p[j],ie=z.color,G=z.intensity,ne=z.distance,Se=null;if(z.shadow&&z.shadow.map&&(z.shadow.map.texture.format===Gi?Se=z.shadow.map.texture:Se=z.shadow.map.depthTexture||z.shadow.map.texture),z.isAmbientLight)g+=ie.r*G,S+=ie.g*G,_+=ie.b*G;else if(z.isLightProbe){for(let re=0;re<9;re++)n.probe[re].addScaledVector(z.sh.coefficients[re],G);k++}else if(z.isSunLight){let re=e.get(z);if(re.color.copy(z.color).multiplyScalar(z.intensity),z.castShadow){let H=z.shadow,me=t.get(z);me.shadowIntensity=H.intensity,me.shadowBias=H.bias,me.shadowNormalBias=H.normalBias,me.shadowRadius=H.radius,me.shadowMapSize.copy(H.mapSize).multiply(H.getFrameExtents()),n.sunShadow[T]=me,n.sunShadowMap[T]=Se;let We=H.getViewportCount();for(let nt=0;nt<We;nt++)n.sunShadowMatrix[D+nt]=H.getMatrix(nt),n.sunShadowCascade[D+nt]=H._cascadeData[nt];D+=We,T++}n.sun[M]=re,M++}else if(z.isDirectionalLight){let re=e.get(z);if(re.color.copy(z.color).multiplyScalar(z.intensity),z.castShadow){let H=z.shadow,me=t.get(z);me.shadowIntensity=H.intensity,me.shadowBias=H.bias,me.shadowNormalBias=H.normalBias,me.shadowRadius=H.radius,me.shadowMapSize=H.mapSize,n.directionalShadow[x]=me,n.directionalShadowMap[x]=Se,n.directionalShadowMatrix[x]=z.shadow.matrix,U++}n.directional[x]=re,x++}else if(z.isSpotLight){let re=e.get(z);re.position.setFromMatrixPosition(z.matrixWorld),re.color.copy(ie).multiplyScalar(G),re.distance=ne,re.coneCos=Math.cos(z.angle),re.penumbraCos=Math.cos(z.angle*(1-z.penumbra)),re.decay=z.decay,n.spot[P]=re;let H=z.shadow;if(z.map&&(n.spotLightMap[I]=z.map,I++,H.updateMatrices(z),z.castShadow&&q++),n.spotLightMatrix[P]=H.matrix,z.castShadow){let me=t.get(z);me.shadowIntensity=H.intensity,me.shadowBias=H.bias,me.shadowNormalBias=H.normalBias,me.shadowRadius=H.radius,me.shadowMapSize=H.mapSize,n.spotShadow[P]=me,n.spotShadowMap[P]=Se,b++}P++}else if(z.isRectAreaLight){let re=e.get(z);re.color.copy(ie).multiplyScalar(G),re.halfWidth.set(z.width*.5,0,0),re.halfHeight.set(0,z.height*.5,0),n.rectArea[O]=re,O++}else if(z.isPointLight){let re=e.get(z);if(re.color.copy(z.color).multiplyScalar(z.intensity),re.distance=z.distance,re.decay=z.decay,z.castShadow){let H=z.shadow,me=t.get(z);me.shadowIntensity=H.intensity,me.shadowBias=H.bias,me.shadowNormalBias=H.normalBias,me.shadowRadius=H.radius,me.shadowMapSize=H.mapSize,me.shadowCameraNear=H.camera.near,me.shadowCameraFar=H.camera.far,n.pointShadow[v]=me,n.pointShadowMap[v]=Se,n.pointShadowMatrix[v]=z.shadow.matrix,N++}n.point[v]=re,v++}else if(z.isHemisphereLight){let re=e.get(z);re.skyColor.copy(z.color).multiplyScalar(G),re.groundColor.copy(z.groundColor).multiplyScalar(G),n.hemi[R]=re,R++}}O>0&&(i.has("OES_texture_float_linear")===!0?(n.rectAreaLTC1=Be.LTC_FLOAT_1,n.rectAreaLTC2=Be.LTC_FLOAT_2):(n.rectAreaLTC1=Be.LTC_HALF_1,n.rectAreaLTC2=Be.LTC_HALF_2)),n.ambient[0]=g,n.ambient[1]=S,n.ambient[2]=_;let Y=n.hash;(Y.sunLength!==M||Y.directionalLength!==x||Y.pointLength!==v||Y.spotLength!==P||Y.rectAreaLength!==O||Y.hemiLength!==R||Y.numSunShadows!==T||Y.numDirectionalShadows!==U||Y.numPointShadows!==N||Y.numSpotShadows!==b||Y.numSpotMaps!==I||Y.numLightProbes!==k)&&(n.sun.length=M,n.directional.length=x,n.spot.length=P,n.rectArea.length=O,n.point.length=v,n.hemi.length=R,n.sunShadow.length=T,n.sunShadowMap.length=T,n.sunShadowMatrix.length=D,n.sunShadowCascade.length=D,n.directionalShadow.length=U,n.directionalShadowMap.length=U,n.directionalShadowMatrix.length=U,n.pointShadow.length=N,n.pointShadowMap.length=N,n.pointShadowMatrix.length=N,n.spotShadow.length=b,n.spotShadowMap.length=b,n.spotLightMatrix.length=b+I-q,n.spotLightMap.length=I,n.numSpotLightShadowsWithMaps=q,n.numLightProbes=k,Y.sunLength=M,Y.directionalLength=x,Y.pointLength=v,Y.spotLength=P,Y.rectAreaLength=O,Y.hemiLength=R,Y.numSunShadows=T,Y.numDirectionalShadows=U,Y.numPointShadows=N,Y.numSpotShadows=b,Y.numSpotMaps=I,Y.numLightProbes=k,n.version=mM++)}function f(p,g){let S=0,_=0,M=0,T=0,D=0,x=0,v=g.matrixWorldInverse;for(let P=0,O=p.length;P<O;P++){let R=p[P];if(R.isSunLight){let U=n.sun[S];U.direction.setFromMatrixPosition(R.matrixWorld),U.direction.transformDirection(v),S++}else if(R.isDirectionalLight){let U=n.directional[_];U.direction.setFromMatrixPosition(R.matrixWorld),s.setFromMatrixPosition(R.target.matrixWorld),U.direction.sub(s),U.direction.transformDirection(v),_++}else if(R.isSpotLight){let U=n.spot[T];U.position.setFromMatrixPosition(R.matrixWorld),U.position.applyMatrix4(v),U.direction.setFromMatrixPosition(R.matrixWorld),s.setFromMatrixPosition(R.target.matrixWorld),U.direction.sub(s),U.direction.transformDirection(v),T++}else if(R.isRectAreaLight){let U=n.rectArea[D];U.position.setFromMatrixPosition(R.matrixWorld),U.position.applyMatrix4(v),c.identity(),o.copy(R.matrixWorld),o.premultiply(v),c.extractRotation(o),U.halfWidth.set(R.width*.5,0,0),U.halfHeight.set(0,R.height*.5,0),U.halfWidth.applyMatrix4(c),U.halfHeight.applyMatrix4(c),D++}else if(R.isPointLight){let U=n.point[M];U.position.setFromMatrixPosition(R.matrixWorld),U.position.applyMatrix4(v),M++}else if(R.isHemisphereLight){let U=n.hemi[x];U.direction.setFromMatrixPosition(R.matrixWorld),U.direction.transformDirection(v),x++}}}return{setup:u,setupView:f,state:n}}function md(i){let e=new _M(i),t=[],n=[],s=[];function o(S){g.camera=S,t.length=0,n.length=0,s.length=0}function c(S){S.isLightProbeGrid?s.push(S):t.push(S)}function u(S){n.push(S)}function f(){e.setup(t),s.sort((S,_)=>S.priority-_.priority||S.id-_.id)}function p(S){e.setupView(t,S)}let g={lightsArray:t,shadowsArray:n,lightProbeGridArray:s,camera:null,lights:e,transmissionRenderTarget:{},textureUnits:0};return{init:o,state:g,setupLights:f,setupLightsView:p,pushLight:c,pushShadow:u}}function vM(i){let e=new WeakMap;function t(s,o=0){let c=e.get(s),u;return c===void 0?(u=new md(i),e.set(s,[u])):o>=c.length?(u=new md(i),c.push(u)):u=c[o],u}function n(){e=new WeakMap}return{get:t,dispose:n}}var yM=`void main() {
	gl_Position = vec4( position, 1.0 );
}`,xM=`uniform sampler2D shadow_pass;
uniform vec2 resolution;
uniform float radius;
void main() {
	const float samples = float( VSM_SAMPLES );
	float mean = 0.0;
	float squared_mean = 0.0;
	float uvStride = samples <= 1.0 ? 0.0 : 2.0 / ( samples - 1.0 );
	float uvStart = samples <= 1.0 ? 0.0 : - 1.0;
	for ( float i = 0.0; i < samples; i ++ ) {
		float uvOffset = uvStart + i * uvStride;
		#ifdef HORIZONTAL_PASS
			vec2 distribution = texture2D( shadow_pass, ( gl_FragCoord.xy + vec2( uvOffset, 0.0 ) * radius ) / resolution ).rg;
			mean += distribution.x;
			squared_mean += distribution.y * distribution.y + distribution.x * distribution.x;
		#else
			float depth = texture2D( shadow_pass, ( gl_FragCoord.xy + vec2( 0.0, uvOffset ) * radius ) / resolution ).r;
			mean += depth;
			squared_mean += depth * depth;
		#endif
	}
	mean = mean / samples;
	squared_mean = squared_mean / samples;
	float std_dev = sqrt( max( 0.0, squared_mean - mean * mean ) );
	gl_FragColor = vec4( mean, std_dev, 0.0, 1.0 );
}`,SM=[new K(1,0,0),new K(-1,0,0),new K(0,1,0),new K(0,-1,0),new K(0,0,1),new K(0,0,-1)],MM=[new K(0,-1,0),new K(0,-1,0),new K(0,0,1),new K(0,0,-1),new K(0,-1,0),new K(0,-1,0)],gd=new Bt,Bs=new K,Nc=new K;function bM(i,e,t){let n=new Li,s=new et,o=new et,c=new kt,u=new Xa,f=new $a,p={},g=t.maxTextureSize,S={[zi]:ln,[ln]:zi,[si]:si},_=new ri({defines:{VSM_SAMPLES:8},uniforms:{shadow_pass:{value:null},resolution:{value:new et},radius:{value:4}},vertexShader:yM,fragmentShader:xM}),M=_.clone();M.defines.HORIZONTAL_PASS=1;let T=new Cn;T.setAttribute("position",new ii(new Float32Array([-1,-1,.5,3,-1,.5,-1,3,.5]),3));let D=new Un(T,_),x=this;this.enabled=!1,this.autoUpdate=!0,this.needsUpdate=!1,this.type=Ps;let v=this.type;this.render=function(N,b,I){if(x.enabled===!1||x.autoUpdate===!1&&x.needsUpdate===!1||N.length===0)return;this.type===cu&&(Qe("WebGLShadowMap: PCFSoftShadowMap has been removed. Using PCFShadowMap instead."),this.type=Ps);let q=i.getRenderTarget(),k=i.getActiveCubeFace(),Y=i.getActiveMipmapLevel(),j=i.state;j.setBlending(ir),j.buffers.depth.getReversed()===!0?j.buffers.color.setClear(0,0,0,0):j.buffers.color.setClear(1,1,1,1),j.buffers.depth.setTest(!0),j.setScissorTest(!1);let ee=v!==this.type;ee&&b.traverse(function(z){z.material&&(Array.isArray(z.material)?z.material.forEach(ie=>ie.needsUpdate=!0):z.material.needsUpdate=!0)});for(let z=0,ie=N.length;z<ie;z++){let G=N[z],ne=G.shadow;if(ne===void 0){Qe("WebGLShadowMap:",G,"has no shadow.");continue}if(ne.autoUpdate===!1&&ne.needsUpdate===!1)continue;s.copy(ne.mapSize);let Se=ne.getFrameExtents();s.multiply(Se),o.copy(ne.mapSize),(s.x>g||s.y>g)&&(s.x>g&&(o.x=Math.floor(g/Se.x),s.x=o.x*Se.x,ne.mapSize.x=o.x),s.y>g&&(o.y=Math.floor(g/Se.y),s.y=o.y*Se.y,ne.mapSize.y=o.y));let re=i.state.buffers.depth.getReversed();if(ne.camera._reversedDepth=re,ne.map===null||ee===!0){if(ne.map!==null&&(ne.map.depthTexture!==null&&(ne.map.depthTexture.dispose(),ne.map.depthTexture=null),ne.map.dispose()),this.type===Br){if(G.isPointLight){Qe("WebGLShadowMap: VSM shadow maps are not supported for PointLights. Use PCF or BasicShadowMap instead.");continue}ne.map=new An(s.x,s.y,{format:Gi,type:qn,minFilter:vn,magFilter:vn,generateMipmaps:!1}),ne.map.texture.name=G.name+".shadowMap",ne.map.depthTexture=new yi(s.x,s.y,$n),ne.map.depthTexture.name=G.name+".shadowMapDepth",ne.map.depthTexture.format=_i,ne.map.depthTexture.compareFunction=null,ne.map.depthTexture.minFilter=sn,ne.map.depthTexture.magFilter=sn}else G.isPointLight?(ne.map=new zs(s.x),ne.map.depthTexture=new gs(s.x,Xn)):(ne.map=new An(s.x,s.y),ne.map.depthTexture=new yi(s.x,s.y,Xn)),ne.map.depthTexture.name=G.name+".shadowMap",ne.map.depthTexture.format=_i,this.type===Ps?(ne.map.depthTexture.compareFunction=re?_c:gc,ne.map.depthTexture.minFilter=vn,ne.map.depthTexture.magFilter=vn):(ne.map.depthTexture.compareFunction=null,ne.map.depthTexture.minFilter=sn,ne.map.depthTexture.magFilter=sn);ne.camera.updateProjectionMatrix()}ne.map.isWebGLCubeRenderTarget!==!0&&(ne.map.width!==s.x||ne.map.height!==s.y)&&ne.map.setSize(s.x,s.y);let H=ne.map.isWebGLCubeRenderTarget?6:ne.getViewportCount();G.isPointLight!==!0&&ne.updateMatrices(G,I);let me=(ne.camera.layers.mask&4294967294)!==0?ne.camera.layers:I.layers;for(let We=0;We<H;We++){let nt=ne.getCamera(We);if(G.isPointLight){let ue=ne.camera,Fe=ne.matrix,Pe=G.distance||ue.far;Pe!==ue.far&&(ue.far=Pe,ue.updateProjectionMatrix()),Bs.setFromMatrixPosition(G.matrixWorld),ue.position.copy(Bs),Nc.copy(ue.position),Nc.add(SM[We]),ue.up.copy(MM[We]),ue.lookAt(Nc),ue.updateMatrixWorld(),Fe.makeTranslation(-Bs.x,-Bs.y,-Bs.z),gd.multiplyMatrices(ue.projectionMatrix,ue.matrixWorldInverse),ne._frustum.setFromProjectionMatrix(gd,ue.coordinateSystem,ue.reversedDepth)}if(ne.map.isWebGLCubeRenderTarget)i.setRenderTarget(ne.map,We),i.clear();else{We===0&&(i.setRenderTarget(ne.map),i.clear());let ue=ne.getViewport(We);c.set(o.x*ue.x,o.y*ue.y,o.x*ue.z,o.y*ue.w),j.viewport(c)}n=ne.getFrustum(We),R(b,I,nt,G,me,this.type)}ne.isPointLightShadow!==!0&&this.type===Br&&P(ne,I),ne.needsUpdate=!1}v=this.type,x.needsUpdate=!1,i.setRenderTarget(q,k,Y)};function P(N,b){let I=e.update(D);_.defines.VSM_SAMPLES!==N.blurSamples&&(_.defines.VSM_SAMPLES=N.blurSamples,M.defines.VSM_SAMPLES=N.blurSamples,_.needsUpdate=!0,M.needsUpdate=!0),N.mapPass===null?N.mapPass=new An(s.x,s.y,{format:Gi,type:qn}):(N.mapPass.width!==N.map.width||N.mapPass.height!==N.map.height)&&N.mapPass.setSize(N.map.width,N.map.height),_.uniforms.shadow_pass.value=N.map.depthTexture,_.uniforms.resolution.value.set(N.map.width,N.map.height),_.uniforms.radius.value=N.radius,i.setRenderTarget(N.mapPass),i.clear(),i.renderBufferDirect(b,null,I,_,D,null),M.uniforms.shadow_pass.value=N.mapPass.texture,M.uniforms.resolution.value.set(N.map.width,N.map.height),M.uniforms.radius.value=N.radius,i.setRenderTarget(N.map),i.clear(),i.renderBufferDirect(b,null,I,M,D,null)}function O(N,b,I,q){let k=null,Y=I.isPointLight===!0?N.customDistanceMaterial:N.customDepthMaterial;if(Y!==void 0)k=Y;else if(k=I.isPointLight===!0?f:u,i.localClippingEnabled&&b.clipShadows===!0&&Array.isArray(b.clippingPlanes)&&b.clippingPlanes.length!==0||b.displacementMap&&b.displacementScale!==0||b.alphaMap&&b.alphaTest>0||b.map&&b.alphaTest>0||b.alphaToCoverage===!0){let j=k.uuid,ee=b.uuid,z=p[j];z===void 0&&(z={},p[j]=z);let ie=z[ee];ie===void 0&&(ie=k.clone(),z[ee]=ie,b.addEventListener("dispose",U)),k=ie}if(k.visible=b.visible,k.wireframe=b.wireframe,q===Br?k.side=b.shadowSide!==null?b.shadowSide:b.side:k.side=b.shadowSide!==null?b.shadowSide:S[b.side],k.alphaMap=b.alphaMap,k.alphaTest=b.alphaToCoverage===!0?.5:b.alphaTest,k.map=b.map,k.clipShadows=b.clipShadows,k.clippingPlanes=b.clippingPlanes,k.clipIntersection=b.clipIntersection,k.displacementMap=b.displacementMap,k.displacementScale=b.displacementScale,k.displacementBias=b.displacementBias,k.wireframeLinewidth=b.wireframeLinewidth,k.linewidth=b.linewidth,I.isPointLight===!0&&k.isMeshDistanceMaterial===!0){let j=i.properties.get(k);j.light=I}return k}function R(N,b,I,q,k,Y){if(N.visible===!1)return;if(N.layers.test(k)&&(N.isMesh||N.isLine||N.isPoints)&&(N.castShadow||N.receiveShadow&&Y===Br)&&(!N.frustumCulled||N.intersectsFrustum(n))){N.modelViewMatrix.multiplyMatrices(I.matrixWorldInverse,N.matrixWorld);let z=e.update(N),ie=N.material;if(Array.isArray(ie)){let G=z.groups;for(let ne=0,Se=G.length;ne<Se;ne++){let re=G[ne],H=ie[re.materialIndex];if(H&&H.visible){let me=O(N,H,q,Y);N.onBeforeShadow(i,N,b,I,z,me,re),i.renderBufferDirect(I,null,z,me,N,re),N.onAfterShadow(i,N,b,I,z,me,re)}}}else if(ie.visible){let G=O(N,ie,q,Y);N.onBeforeShadow(i,N,b,I,z,G,null),i.renderBufferDirect(I,null,z,G,N,null),N.onAfterShadow(i,N,b,I,z,G,null)}}let ee=N.children;for(let z=0,ie=ee.length;z<ie;z++)R(ee[z],b,I,q,k,Y)}function U(N){N.target.removeEventListener("dispose",U);for(let I in p){let q=p[I],k=N.target.uuid;k in q&&(q[k].dispose(),delete q[k])}}}function EM(i,e){function t(){let B=!1,he=new kt,se=null,Re=new kt(0,0,0,0);return{setMask:function(we){se!==we&&!B&&(i.colorMask(we,we,we,we),se=we)},setLocked:function(we){B=we},setClear:function(we,Ae,Xe,ot,Ee){Ee===!0&&(we*=ot,Ae*=ot,Xe*=ot),he.set(we,Ae,Xe,ot),Re.equals(he)===!1&&(i.clearColor(we,Ae,Xe,ot),Re.copy(he))},reset:function(){B=!1,se=null,Re.set(-1,0,0,0)}}}function n(){let B=!1,he=!1,se=null,Re=null,we=null;return{setReversed:function(Ae){if(he!==Ae){let Xe=e.get("EXT_clip_control");Ae?Xe.clipControlEXT(Xe.LOWER_LEFT_EXT,Xe.ZERO_TO_ONE_EXT):Xe.clipControlEXT(Xe.LOWER_LEFT_EXT,Xe.NEGATIVE_ONE_TO_ONE_EXT),he=Ae;let ot=we;we=null,this.setClear(ot)}},getReversed:function(){return he},setTest:function(Ae){Ae?Ue(i.DEPTH_TEST):rt(i.DEPTH_TEST)},setMask:function(Ae){se!==Ae&&!B&&(i.depthMask(Ae),se=Ae)},setFunc:function(Ae){if(he&&(Ae=Hu[Ae]),Re!==Ae){switch(Ae){case Pa:i.depthFunc(i.NEVER);break;case Ia:i.depthFunc(i.ALWAYS);break;case Da:i.depthFunc(i.LESS);break;case Tr:i.depthFunc(i.LEQUAL);break;case La:i.depthFunc(i.EQUAL);break;case Fa:i.depthFunc(i.GEQUAL);break;case Na:i.depthFunc(i.GREATER);break;case Ua:i.depthFunc(i.NOTEQUAL);break;default:i.depthFunc(i.LEQUAL)}Re=Ae}},setLocked:function(Ae){B=Ae},setClear:function(Ae){we!==Ae&&(we=Ae,he&&(Ae=1-Ae),i.clearDepth(Ae))},reset:function(){B=!1,se=null,Re=null,we=null,he=!1}}}function s(){let B=!1,he=null,se=null,Re=null,we=null,Ae=null,Xe=null,ot=null,Ee=null;return{setTest:function(qe){B||(qe?Ue(i.STENCIL_TEST):rt(i.STENCIL_TEST))},setMask:function(qe){he!==qe&&!B&&(i.stencilMask(qe),he=qe)},setFunc:function(qe,lt,Oe){(se!==qe||Re!==lt||we!==Oe)&&(i.stencilFunc(qe,lt,Oe),se=qe,Re=lt,we=Oe)},setOp:function(qe,lt,Oe){(Ae!==qe||Xe!==lt||ot!==Oe)&&(i.stencilOp(qe,lt,Oe),Ae=qe,Xe=lt,ot=Oe)},setLocked:function(qe){B=qe},setClear:function(qe){Ee!==qe&&(i.clearStencil(qe),Ee=qe)},reset:function(){B=!1,he=null,se=null,Re=null,we=null,Ae=null,Xe=null,ot=null,Ee=null}}}let o=new t,c=new n,u=new s,f={},p=new WeakMap,g={},S={},_={},M=new WeakMap,T=[],D=null,x=!1,v=null,P=null,O=null,R=null,U=null,N=null,b=null,I=new pt(0,0,0),q=0,k=!1,Y=null,j=null,ee=null,z=null,ie=null,G=i.getParameter(i.MAX_COMBINED_TEXTURE_IMAGE_UNITS),ne=!1,Se=0,re=i.getParameter(i.VERSION);re.indexOf("WebGL")!==-1?(Se=parseFloat(/^WebGL (\d)/.exec(re)[1]),ne=Se>=1):re.indexOf("OpenGL ES")!==-1&&(Se=parseFloat(/^OpenGL ES (\d)/.exec(re)[1]),ne=Se>=2);let H=null,me={},We=i.getParameter(i.SCISSOR_BOX),nt=i.getParameter(i.VIEWPORT),ue=new kt().fromArray(We),Fe=new kt().fromArray(nt);function Pe(B,he,se,Re){let we=new Uint8Array(4),Ae=i.createTexture();i.bindTexture(B,Ae),i.texParameteri(B,i.TEXTURE_MIN_FILTER,i.NEAREST),i.texParameteri(B,i.TEXTURE_MAG_FILTER,i.NEAREST);for(let Xe=0;Xe<se;Xe++)B===i.TEXTURE_3D||B===i.TEXTURE_2D_ARRAY?i.texImage3D(he,0,i.RGBA,1,1,Re,0,i.RGBA,i.UNSIGNED_BYTE,we):i.texImage2D(he+Xe,0,i.RGBA,1,1,0,i.RGBA,i.UNSIGNED_BYTE,we);return Ae}let Ze={};Ze[i.TEXTURE_2D]=Pe(i.TEXTURE_2D,i.TEXTURE_2D,1),Ze[i.TEXTURE_CUBE_MAP]=Pe(i.TEXTURE_CUBE_MAP,i.TEXTURE_CUBE_MAP_POSITIVE_X,6),Ze[i.TEXTURE_2D_ARRAY]=Pe(i.TEXTURE_2D_ARRAY,i.TEXTURE_2D_ARRAY,1,1),Ze[i.TEXTURE_3D]=Pe(i.TEXTURE_3D,i.TEXTURE_3D,1,1),o.setClear(0,0,0,1),c.setClear(1),u.setClear(0),Ue(i.DEPTH_TEST),c.setFunc(Tr),Rt(!1),xt(Yl),Ue(i.CULL_FACE),Gt(ir);function Ue(B){g[B]!==!0&&(i.enable(B),g[B]=!0)}function rt(B){g[B]!==!1&&(i.disable(B),g[B]=!1)}function zt(B,he){return _[B]!==he?(i.bindFramebuffer(B,he),_[B]=he,B===i.DRAW_FRAMEBUFFER&&(_[i.FRAMEBUFFER]=he),B===i.FRAMEBUFFER&&(_[i.DRAW_FRAMEBUFFER]=he),!0):!1}function Ke(B,he){let se=T,Re=!1;if(B){se=M.get(he),se===void 0&&(se=[],M.set(he,se));let we=B.textures;if(se.length!==we.length||se[0]!==i.COLOR_ATTACHMENT0){for(let Ae=0,Xe=we.length;Ae<Xe;Ae++)se[Ae]=i.COLOR_ATTACHMENT0+Ae;se.length=we.length,Re=!0}}else se[0]!==i.BACK&&(se[0]=i.BACK,Re=!0);Re&&i.drawBuffers(se)}function bt(B){return D!==B?(i.useProgram(B),D=B,!0):!1}let Tt={[rr]:i.FUNC_ADD,[uu]:i.FUNC_SUBTRACT,[du]:i.FUNC_REVERSE_SUBTRACT};Tt[fu]=i.MIN,Tt[pu]=i.MAX;let ut={[mu]:i.ZERO,[gu]:i.ONE,[_u]:i.SRC_COLOR,[Kl]:i.SRC_ALPHA,[bu]:i.SRC_ALPHA_SATURATE,[Su]:i.DST_COLOR,[yu]:i.DST_ALPHA,[vu]:i.ONE_MINUS_SRC_COLOR,[Ql]:i.ONE_MINUS_SRC_ALPHA,[Mu]:i.ONE_MINUS_DST_COLOR,[xu]:i.ONE_MINUS_DST_ALPHA,[Eu]:i.CONSTANT_COLOR,[wu]:i.ONE_MINUS_CONSTANT_COLOR,[Tu]:i.CONSTANT_ALPHA,[Au]:i.ONE_MINUS_CONSTANT_ALPHA};function Gt(B,he,se,Re,we,Ae,Xe,ot,Ee,qe){if(B===ir){x===!0&&(rt(i.BLEND),x=!1);return}if(x===!1&&(Ue(i.BLEND),x=!0),B!==hu){if(B!==v||qe!==k){if((P!==rr||U!==rr)&&(i.blendEquation(i.FUNC_ADD),P=rr,U=rr),qe)switch(B){case kr:i.blendFuncSeparate(i.ONE,i.ONE_MINUS_SRC_ALPHA,i.ONE,i.ONE_MINUS_SRC_ALPHA);break;case Zl:i.blendFunc(i.ONE,i.ONE);break;case jl:i.blendFuncSeparate(i.ZERO,i.ONE_MINUS_SRC_COLOR,i.ZERO,i.ONE);break;case Jl:i.blendFuncSeparate(i.DST_COLOR,i.ONE_MINUS_SRC_ALPHA,i.ZERO,i.ONE);break;default:tt("WebGLState: Invalid blending: ",B);break}else switch(B){case kr:i.blendFuncSeparate(i.SRC_ALPHA,i.ONE_MINUS_SRC_ALPHA,i.ONE,i.ONE_MINUS_SRC_ALPHA);break;case Zl:i.blendFuncSeparate(i.SRC_ALPHA,i.ONE,i.ONE,i.ONE);break;case jl:tt("WebGLState: SubtractiveBlending requires material.premultipliedAlpha = true");break;case Jl:tt("WebGLState: MultiplyBlending requires material.premultipliedAlpha = true");break;default:tt("WebGLState: Invalid blending: ",B);break}O=null,R=null,N=null,b=null,I.set(0,0,0),q=0,v=B,k=qe}return}we=we||he,Ae=Ae||se,Xe=Xe||Re,(he!==P||we!==U)&&(i.blendEquationSeparate(Tt[he],Tt[we]),P=he,U=we),(se!==O||Re!==R||Ae!==N||Xe!==b)&&(i.blendFuncSeparate(ut[se],ut[Re],ut[Ae],ut[Xe]),O=se,R=Re,N=Ae,b=Xe),(ot.equals(I)===!1||Ee!==q)&&(i.blendColor(ot.r,ot.g,ot.b,Ee),I.copy(ot),q=Ee),v=B,k=!1}function ht(B,he){B.side===si?rt(i.CULL_FACE):Ue(i.CULL_FACE);let se=B.side===ln;he&&(se=!se),Rt(se),B.blending===kr&&B.transparent===!1?Gt(ir):Gt(B.blending,B.blendEquation,B.blendSrc,B.blendDst,B.blendEquationAlpha,B.blendSrcAlpha,B.blendDstAlpha,B.blendColor,B.blendAlpha,B.premultipliedAlpha),c.setFunc(B.depthFunc),c.setTest(B.depthTest),c.setMask(B.depthWrite),o.setMask(B.colorWrite);let Re=B.stencilWrite;u.setTest(Re),Re&&(u.setMask(B.stencilWriteMask),u.setFunc(B.stencilFunc,B.stencilRef,B.stencilFuncMask),u.setOp(B.stencilFail,B.stencilZFail,B.stencilZPass)),De(B.polygonOffset,B.polygonOffsetFactor,B.polygonOffsetUnits),B.alphaToCoverage===!0?Ue(i.SAMPLE_ALPHA_TO_COVERAGE):rt(i.SAMPLE_ALPHA_TO_COVERAGE)}function Rt(B){Y!==B&&(B?i.frontFace(i.CW):i.frontFace(i.CCW),Y=B)}function xt(B){B!==ou?(Ue(i.CULL_FACE),B!==j&&(B===Yl?i.cullFace(i.BACK):B===lu?i.cullFace(i.FRONT):i.cullFace(i.FRONT_AND_BACK))):rt(i.CULL_FACE),j=B}function Qt(B){B!==ee&&(ne&&i.lineWidth(B),ee=B)}function De(B,he,se){B?(Ue(i.POLYGON_OFFSET_FILL),(z!==he||ie!==se)&&(z=he,ie=se,c.getReversed()&&(he=-he,se=-se),i.polygonOffset(he,se))):rt(i.POLYGON_OFFSET_FILL)}function $e(B){B?Ue(i.SCISSOR_TEST):rt(i.SCISSOR_TEST)}function an(B){B===void 0&&(B=i.TEXTURE0+G-1),H!==B&&(i.activeTexture(B),H=B)}function en(B,he,se){se===void 0&&(H===null?se=i.TEXTURE0+G-1:se=H);let Re=me[se];Re===void 0&&(Re={type:void 0,texture:void 0},me[se]=Re),(Re.type!==B||Re.texture!==he)&&(H!==se&&(i.activeTexture(se),H=se),i.bindTexture(B,he||Ze[B]),Re.type=B,Re.texture=he)}function W(){let B=me[H];B!==void 0&&B.type!==void 0&&(i.bindTexture(B.type,null),B.type=void 0,B.texture=void 0)}function pn(){try{i.compressedTexImage2D(...arguments)}catch(B){tt("WebGLState:",B)}}function At(){try{i.compressedTexImage3D(...arguments)}catch(B){tt("WebGLState:",B)}}function Dt(){try{i.texSubImage2D(...arguments)}catch(B){tt("WebGLState:",B)}}function Le(){try{i.texSubImage3D(...arguments)}catch(B){tt("WebGLState:",B)}}function Wt(){try{i.compressedTexSubImage2D(...arguments)}catch(B){tt("WebGLState:",B)}}function je(){try{i.compressedTexSubImage3D(...arguments)}catch(B){tt("WebGLState:",B)}}function Je(){try{i.texStorage2D(...arguments)}catch(B){tt("WebGLState:",B)}}function L(){try{i.texStorage3D(...arguments)}catch(B){tt("WebGLState:",B)}}function w(){try{i.texImage2D(...arguments)}catch(B){tt("WebGLState:",B)}}function Z(){try{i.texImage3D(...arguments)}catch(B){tt("WebGLState:",B)}}function _e(B){return S[B]!==void 0?S[B]:i.getParameter(B)}function de(B,he){S[B]!==he&&(i.pixelStorei(B,he),S[B]=he)}function pe(B){ue.equals(B)===!1&&(i.scissor(B.x,B.y,B.z,B.w),ue.copy(B))}function Me(B){Fe.equals(B)===!1&&(i.viewport(B.x,B.y,B.z,B.w),Fe.copy(B))}function ae(B,he){let se=p.get(he);se===void 0&&(se=new WeakMap,p.set(he,se));let Re=se.get(B);Re===void 0&&(Re=i.getUniformBlockIndex(he,B.name),i.uniformBlockBinding(he,Re,Re),se.set(B,Re))}function ce(B,he,se){let we=p.get(he).get(B);f[we]!==se&&(i.bindBufferBase(i.UNIFORM_BUFFER,we,se),f[we]=se)}function Ce(){i.disable(i.BLEND),i.disable(i.CULL_FACE),i.disable(i.DEPTH_TEST),i.disable(i.POLYGON_OFFSET_FILL),i.disable(i.SCISSOR_TEST),i.disable(i.STENCIL_TEST),i.disable(i.SAMPLE_ALPHA_TO_COVERAGE),i.blendEquation(i.FUNC_ADD),i.blendFunc(i.ONE,i.ZERO),i.blendFuncSeparate(i.ONE,i.ZERO,i.ONE,i.ZERO),i.blendColor(0,0,0,0),i.colorMask(!0,!0,!0,!0),i.clearColor(0,0,0,0),i.depthMask(!0),i.depthFunc(i.LESS),c.setReversed(!1),i.clearDepth(1),i.stencilMask(4294967295),i.stencilFunc(i.ALWAYS,0,4294967295),i.stencilOp(i.KEEP,i.KEEP,i.KEEP),i.clearStencil(0),i.cullFace(i.BACK),i.frontFace(i.CCW),i.polygonOffset(0,0),i.activeTexture(i.TEXTURE0),i.bindFramebuffer(i.FRAMEBUFFER,null),i.bindFramebuffer(i.DRAW_FRAMEBUFFER,null),i.bindFramebuffer(i.READ_FRAMEBUFFER,null),i.useProgram(null),i.lineWidth(1),i.scissor(0,0,i.canvas.width,i.canvas.height),i.viewport(0,0,i.canvas.width,i.canvas.height),i.pixelStorei(i.PACK_ALIGNMENT,4),i.pixelStorei(i.UNPACK_ALIGNMENT,4),i.pixelStorei(i.UNPACK_FLIP_Y_WEBGL,!1),i.pixelStorei(i.UNPACK_PREMULTIPLY_ALPHA_WEBGL,!1),i.pixelStorei(i.UNPACK_COLORSPACE_CONVERSION_WEBGL,i.BROWSER_DEFAULT_WEBGL),i.pixelStorei(i.PACK_ROW_LENGTH,0),i.pixelStorei(i.PACK_SKIP_PIXELS,0),i.pixelStorei(i.PACK_SKIP_ROWS,0),i.pixelStorei(i.UNPACK_ROW_LENGTH,0),i.pixelStorei(i.UNPACK_IMAGE_HEIGHT,0),i.pixelStorei(i.UNPACK_SKIP_PIXELS,0),i.pixelStorei(i.UNPACK_SKIP_ROWS,0),i.pixelStorei(i.UNPACK_SKIP_IMAGES,0),g={},S={},H=null,me={},_={},f={},M=new WeakMap,T=[],D=null,x=!1,v=null,P=null,O=null,R=null,U=null,N=null,b=null,I=new pt(0,0,0),q=0,k=!1,Y=null,j=null,ee=null,z=null,ie=null,ue.set(0,0,i.canvas.width,i.canvas.height),Fe.set(0,0,i.canvas.width,i.canvas.height),o.reset(),c.reset(),u.reset()}return{buffers:{color:o,depth:c,stencil:u},enable:Ue,disable:rt,bindFramebuffer:zt,drawBuffers:Ke,useProgram:bt,setBlending:Gt,setMaterial:ht,setFlipSided:Rt,setCullFace:xt,setLineWidth:Qt,setPolygonOffset:De,setScissorTest:$e,activeTexture:an,bindTexture:en,unbindTexture:W,compressedTexImage2D:pn,compressedTexImage3D:At,texImage2D:w,texImage3D:Z,pixelStorei:de,getParameter:_e,updateUBOMapping:ae,uniformBlockBinding:ce,texStorage2D:Je,texStorage3D:L,texSubImage2D:Dt,texSubImage3D:Le,compressedTexSubImage2D:Wt,compressedTexSubImage3D:je,scissor:pe,viewport:Me,reset:Ce}}function wM(i,e,t,n,s,o,c){let u=e.has("WEBGL_multisampled_render_to_texture")?e.get("WEBGL_multisampled_render_to_texture"):null,f=typeof navigator>"u"?!1:/OculusBrowser/g.test(navigator.userAgent),p=new et,g=new WeakMap,S=new Set,_,M=new WeakMap,T=new Set,D=new FinalizationRegistry(L=>T.delete(L)),x=!1;try{x=typeof OffscreenCanvas<"u"&&new OffscreenCanvas(1,1).getContext("2d")!==null}catch{}function v(L,w){return x?new OffscreenCanvas(L,w):ls("canvas")}function P(L,w,Z){let _e=1,de=Je(L);if((de.width>Z||de.height>Z)&&(_e=Z/Math.max(de.width,de.height)),_e<1)if(typeof HTMLImageElement<"u"&&L instanceof HTMLImageElement||typeof HTMLCanvasElement<"u"&&L instanceof HTMLCanvasElement||typeof ImageBitmap<"u"&&L instanceof ImageBitmap||typeof VideoFrame<"u"&&L instanceof VideoFrame){let pe=Math.floor(_e*de.width),Me=Math.floor(_e*de.height);_===void 0&&(_=v(pe,Me));let ae=w?v(pe,Me):_;return ae.width=pe,ae.height=Me,ae.getContext("2d").drawImage(L,0,0,pe,Me),Qe("WebGLRenderer: Texture has been resized from ("+de.width+"x"+de.height+") to ("+pe+"x"+Me+")."),ae}else return"data"in L&&Qe("WebGLRenderer: Image in DataTexture is too big ("+de.width+"x"+de.height+")."),L;return L}function O(L){return L.generateMipmaps}function R(L){i.generateMipmap(L)}function U(L){return L.isWebGLCubeRenderTarget?i.TEXTURE_CUBE_MAP:L.isWebGL3DRenderTarget?i.TEXTURE_3D:L.isWebGLArrayRenderTarget||L.isCompressedArrayTexture?i.TEXTURE_2D_ARRAY:i.TEXTURE_2D}function N(L,w,Z,_e,de,pe=!1){if(L!==null){if(i[L]!==void 0)return i[L];Qe("WebGLRenderer: Attempt to use non-existing WebGL internal format '"+L+"'")}let Me;_e&&(Me=e.get("EXT_texture_norm16"),Me||Qe("WebGLRenderer: Unable to use normalized textures without EXT_texture_norm16 extension"));let ae=w;if(w===i.RED&&(Z===i.FLOAT&&(ae=i.R32F),Z===i.HALF_FLOAT&&(ae=i.R16F),Z===i.UNSIGNED_BYTE&&(ae=i.R8),Z===i.UNSIGNED_SHORT&&Me&&(ae=Me.R16_EXT),Z===i.SHORT&&Me&&(ae=Me.R16_SNORM_EXT)),w===i.RED_INTEGER&&(Z===i.UNSIGNED_BYTE&&(ae=i.R8UI),Z===i.UNSIGNED_SHORT&&(ae=i.R16UI),Z===i.UNSIGNED_INT&&(ae=i.R32UI),Z===i.BYTE&&(ae=i.R8I),Z===i.SHORT&&(ae=i.R16I),Z===i.INT&&(ae=i.R32I)),w===i.RG&&(Z===i.FLOAT&&(ae=i.RG32F),Z===i.HALF_FLOAT&&(ae=i.RG16F),Z===i.UNSIGNED_BYTE&&(ae=i.RG8),Z===i.UNSIGNED_SHORT&&Me&&(ae=Me.RG16_EXT),Z===i.SHORT&&Me&&(ae=Me.RG16_SNORM_EXT)),w===i.RG_INTEGER&&(Z===i.UNSIGNED_BYTE&&(ae=i.RG8UI),Z===i.UNSIGNED_SHORT&&(ae=i.RG16UI),Z===i.UNSIGNED_INT&&(ae=i.RG32UI),Z===i.BYTE&&(ae=i.RG8I),Z===i.SHORT&&(ae=i.RG16I),Z===i.INT&&(ae=i.RG32I)),w===i.RGB_INTEGER&&(Z===i.UNSIGNED_BYTE&&(ae=i.RGB8UI),Z===i.UNSIGNED_SHORT&&(ae=i.RGB16UI),Z===i.UNSIGNED_INT&&(ae=i.RGB32UI),Z===i.BYTE&&(ae=i.RGB8I),Z===i.SHORT&&(ae=i.RGB16I),Z===i.INT&&(ae=i.RGB32I)),w===i.RGBA_INTEGER&&(Z===i.UNSIGNED_BYTE&&(ae=i.RGBA8UI),Z===i.UNSIGNED_SHORT&&(ae=i.RGBA16UI),Z===i.UNSIGNED_INT&&(ae=i.RGBA32UI),Z===i.BYTE&&(ae=i.RGBA8I),Z===i.SHORT&&(ae=i.RGBA16I),Z===i.INT&&(ae=i.RGBA32I)),w===i.RGB&&(Z===i.UNSIGNED_SHORT&&Me&&(ae=Me.RGB16_EXT),Z===i.SHORT&&Me&&(ae=Me.RGB16_SNORM_EXT),Z===i.UNSIGNED_INT_5_9_9_9_REV&&(ae=i.RGB9_E5),Z===i.UNSIGNED_INT_10F_11F_11F_REV&&(ae=i.R11F_G11F_B10F)),w===i.RGBA){let ce=pe?os:yt.getTransfer(de);Z===i.FLOAT&&(ae=i.RGBA32F),Z===i.HALF_FLOAT&&(ae=i.RGBA16F),Z===i.UNSIGNED_BYTE&&(ae=ce===Ct?i.SRGB8_ALPHA8:i.RGBA8),Z===i.UNSIGNED_SHORT&&Me&&(ae=Me.RGBA16_EXT),Z===i.SHORT&&Me&&(ae=Me.RGBA16_SNORM_EXT),Z===i.UNSIGNED_SHORT_4_4_4_4&&(ae=i.RGBA4),Z===i.UNSIGNED_SHORT_5_5_5_1&&(ae=i.RGB5_A1)}return(ae===i.R16F||ae===i.R32F||ae===i.RG16F||ae===i.RG32F||ae===i.RGBA16F||ae===i.RGBA32F)&&e.get("EXT_color_buffer_float"),ae}function b(L,w){let Z;return L?w===null||w===Xn||w===ar?Z=i.DEPTH24_STENCIL8:w===$n?Z=i.DEPTH32F_STENCIL8:w===Gr&&(Z=i.DEPTH24_STENCIL8,Qe("DepthTexture: 16 bit depth attachment is not supported with stencil. Using 24-bit attachment.")):w===null||w===Xn||w===ar?Z=i.DEPTH_COMPONENT24:w===$n?Z=i.DEPTH_COMPONENT32F:w===Gr&&(Z=i.DEPTH_COMPONENT16),Z}function I(L,w){return O(L)===!0||L.isFramebufferTexture&&L.minFilter!==sn&&L.minFilter!==vn?Math.log2(Math.max(w.width,w.height))+1:L.mipmaps.length>0?L.mipmaps.length:L.isCompressedTexture&&Array.isArray(L.image)?w.mipmaps.length:1}function q(L){let w=new WeakRef(L);n.get(L).__ref=w,T.add(w),D.register(L,w,w)}function k(L){let w=n.get(L).__ref;w!==void 0&&(T.delete(w),D.unregister(w))}function Y(L){ee(L.target)}function j(L){z(L.target)}function ee(L){L.removeEventListener("dispose",Y),k(L),G(L),L.isVideoTexture&&g.delete(L),L.isHTMLTexture&&S.delete(L)}function z(L){L.removeEventListener("dispose",j),k(L),Se(L)}function ie(){for(let L of T){let w=L.deref();w!==void 0&&(w.isRenderTarget===!0?z(w):ee(w))}T.clear(),S.clear()}function G(L){let w=n.get(L);if(w.__webglInit===void 0)return;let Z=L.source,_e=M.get(Z);if(_e){let de=_e[w.__cacheKey];de.usedTimes--,de.usedTimes===0&&ne(L),Object.keys(_e).length===0&&M.delete(Z)}n.remove(L)}function ne(L){let w=n.get(L);i.deleteTexture(w.__webglTexture);let Z=L.source,_e=M.get(Z);delete _e[w.__cacheKey],c.memory.textures--}function Se(L){let w=n.get(L);w.__depthDisposeCallback&&w.__depthDisposeCallback();let Z=L.depthTexture;if(Z&&Z.renderTarget===L&&ee(Z),L.isWebGLCubeRenderTarget)for(let de=0;de<6;de++){if(Array.isArray(w.__webglFramebuffer[de]))for(let pe=0;pe<w.__webglFramebuffer[de].length;pe++)i.deleteFramebuffer(w.__webglFramebuffer[de][pe]);else i.deleteFramebuffer(w.__webglFramebuffer[de]);w.__webglDepthbuffer&&i.deleteRenderbuffer(w.__webglDepthbuffer[de])}else{if(Array.isArray(w.__webglFramebuffer))for(let de=0;de<w.__webglFramebuffer.length;de++)i.deleteFramebuffer(w.__webglFramebuffer[de]);else i.deleteFramebuffer(w.__webglFramebuffer);if(w.__webglDepthbuffer&&i.deleteRenderbuffer(w.__webglDepthbuffer),w.__webglMultisampledFramebuffer&&i.deleteFramebuffer(w.__webglMultisampledFramebuffer),w.__webglColorRenderbuffer)for(let de=0;de<w.__webglColorRenderbuffer.length;de++)w.__webglColorRenderbuffer[de]&&i.deleteRenderbuffer(w.__webglColorRenderbuffer[de]);w.__webglDepthRenderbuffer&&i.deleteRenderbuffer(w.__webglDepthRenderbuffer)}let _e=L.textures;for(let de=0,pe=_e.length;de<pe;de++){let Me=n.get(_e[de]);Me.__webglTexture&&(i.deleteTexture(Me.__webglTexture),c.memory.textures--),n.remove(_e[de])}n.remove(L)}let re=0;function H(){re=0}function me(){return re}function We(L){re=L}function nt(){let L=re;return L>=s.maxTextures&&Qe("WebGLTextures: Trying to use "+(L+1)+" texture units while this GPU supports only "+s.maxTextures),re+=1,L}function ue(L){let w=[];return w.push(L.wrapS),w.push(L.wrapT),w.push(L.wrapR||0),w.push(L.magFilter),w.push(L.minFilter),w.push(L.anisotropy),w.push(L.internalFormat),w.push(L.format),w.push(L.type),w.push(L.generateMipmaps),w.push(L.mipmapsAutoUpdate),w.push(L.premultiplyAlpha),w.push(L.flipY),w.push(L.unpackAlignment),w.push(L.colorSpace),w.join()}function Fe(L,w){let Z=n.get(L);if(L.isVideoTexture&&Wt(L),L.isRenderTargetTexture===!1&&L.isExternalTexture!==!0&&L.version>0&&Z.__version!==L.version){let _e=L.image;if(_e===null)Qe("WebGLRenderer: Texture marked for update but no image data found.");else if(_e.complete===!1)Qe("WebGLRenderer: Texture marked for update but image is incomplete");else{ht(Z,L,w);return}}else L.isExternalTexture&&(Z.__webglTexture=L.sourceTexture?L.sourceTexture:null);t.bindTexture(i.TEXTURE_2D,Z.__webglTexture,i.TEXTURE0+w)}function Pe(L,w){let Z=n.get(L);if(L.isRenderTargetTexture===!1&&L.version>0&&Z.__version!==L.version){ht(Z,L,w);return}else L.isExternalTexture&&(Z.__webglTexture=L.sourceTexture?L.sourceTexture:null);t.bindTexture(i.TEXTURE_2D_ARRAY,Z.__webglTexture,i.TEXTURE0+w)}function Ze(L,w){let Z=n.get(L);if(L.isRenderTargetTexture===!1&&L.version>0&&Z.__version!==L.version){ht(Z,L,w);return}t.bindTexture(i.TEXTURE_3D,Z.__webglTexture,i.TEXTURE0+w)}function Ue(L,w){let Z=n.get(L);if(L.version>0&&Z.__version!==L.version){Rt(Z,L,w);return}t.bindTexture(i.TEXTURE_CUBE_MAP,Z.__webglTexture,i.TEXTURE0+w)}let rt={[Ar]:i.REPEAT,[ni]:i.CLAMP_TO_EDGE,[Oa]:i.MIRRORED_REPEAT},zt={[sn]:i.NEAREST,[Pu]:i.NEAREST_MIPMAP_NEAREST,[Is]:i.NEAREST_MIPMAP_LINEAR,[vn]:i.LINEAR,[lo]:i.LINEAR_MIPMAP_NEAREST,[xi]:i.LINEAR_MIPMAP_LINEAR},Ke={[Fu]:i.NEVER,[vc]:i.ALWAYS,[Nu]:i.LESS,[gc]:i.LEQUAL,[Uu]:i.EQUAL,[_c]:i.GEQUAL,[Ou]:i.GREATER,[Bu]:i.NOTEQUAL};function bt(L,w){if(w.type===$n&&e.has("OES_texture_float_linear")===!1&&(w.magFilter===vn||w.magFilter===lo||w.magFilter===Is||w.magFilter===xi||w.minFilter===vn||w.minFilter===lo||w.minFilter===Is||w.minFilter===xi)&&Qe("WebGLRenderer: Unable to use linear filtering with floating point textures. OES_texture_float_linear not supported on this device."),i.texParameteri(L,i.TEXTURE_WRAP_S,rt[w.wrapS]),i.texParameteri(L,i.TEXTURE_WRAP_T,rt[w.wrapT]),(L===i.TEXTURE_3D||L===i.TEXTURE_2D_ARRAY)&&i.texParameteri(L,i.TEXTURE_WRAP_R,rt[w.wrapR]),i.texParameteri(L,i.TEXTURE_MAG_FILTER,zt[w.magFilter]),i.texParameteri(L,i.TEXTURE_MIN_FILTER,zt[w.minFilter]),w.compareFunction&&(i.texParameteri(L,i.TEXTURE_COMPARE_MODE,i.COMPARE_REF_TO_TEXTURE),i.texParameteri(L,i.TEXTURE_COMPARE_FUNC,Ke[w.compareFunction])),e.has("EXT_texture_filter_anisotropic")===!0){if(w.magFilter===sn||w.minFilter!==Is&&w.minFilter!==xi||w.type===$n&&e.has("OES_texture_float_linear")===!1)return;if(w.anisotropy>1||n.get(w).__currentAnisotropy){let Z=e.get("EXT_texture_filter_anisotropic");i.texParameterf(L,Z.TEXTURE_MAX_ANISOTROPY_EXT,Math.min(w.anisotropy,s.getMaxAnisotropy())),n.get(w).__currentAnisotropy=w.anisotropy}}}function Tt(L,w){let Z=!1;L.__webglInit===void 0&&(L.__webglInit=!0,w.addEventListener("dispose",Y),q(w));let _e=w.source,de=M.get(_e);de===void 0&&(de={},M.set(_e,de));let pe=ue(w);if(pe!==L.__cacheKey){de[pe]===void 0&&(de[pe]={texture:i.createTexture(),usedTimes:0},c.memory.textures++,Z=!0),de[pe].usedTimes++;let Me=de[L.__cacheKey];Me!==void 0&&(de[L.__cacheKey].usedTimes--,Me.usedTimes===0&&ne(w)),L.__cacheKey=pe,L.__webglTexture=de[pe].texture}return Z}function ut(L,w,Z){return Math.floor(Math.floor(L/Z)/w)}function Gt(L,w,Z,_e){let pe=L.updateRanges;if(pe.length===0)t.texSubImage2D(i.TEXTURE_2D,0,0,0,w.width,w.height,Z,_e,w.data);else{pe.sort((B,he)=>B.start-he.start);let Me=0;for(let B=1;B<pe.length;B++){let he=pe[Me],se=pe[B],Re=he.start+he.count,we=ut(se.start,w.width,4),Ae=ut(he.start,w.width,4);se.start<=Re+1&&we===Ae&&ut(se.start+se.count-1,w.width,4)===we?he.count=Math.max(he.count,se.start+se.count-he.start):(++Me,pe[Me]=se)}pe.length=Me+1;let ae=t.getParameter(i.UNPACK_ROW_LENGTH),ce=t.getParameter(i.UNPACK_SKIP_PIXELS),Ce=t.getParameter(i.UNPACK_SKIP_ROWS);t.pixelStorei(i.UNPACK_ROW_LENGTH,w.width);for(let B=0,he=pe.length;B<he;B++){let se=pe[B],Re=Math.floor(se.start/4),we=Math.ceil(se.count/4),Ae=Re%w.width,Xe=Math.floor(Re/w.width),ot=we,Ee=1;t.pixelStorei(i.UNPACK_SKIP_PIXELS,Ae),t.pixelStorei(i.UNPACK_SKIP_ROWS,Xe),t.texSubImage2D(i.TEXTURE_2D,0,Ae,Xe,ot,Ee,Z,_e,w.data)}L.clearUpdateRanges(),t.pixelStorei(i.UNPACK_ROW_LENGTH,ae),t.pixelStorei(i.UNPACK_SKIP_PIXELS,ce),t.pixelStorei(i.UNPACK_SKIP_ROWS,Ce)}}function ht(L,w,Z){let _e=i.TEXTURE_2D;(w.isDataArrayTexture||w.isCompressedArrayTexture)&&(_e=i.TEXTURE_2D_ARRAY),w.isData3DTexture&&(_e=i.TEXTURE_3D);let de=Tt(L,w),pe=w.source;t.bindTexture(_e,L.__webglTexture,i.TEXTURE0+Z);let Me=n.get(pe);if(pe.version!==Me.__version||de===!0){if(t.activeTexture(i.TEXTURE0+Z),(typeof ImageBitmap<"u"&&w.image instanceof ImageBitmap)===!1){let Ee=yt.getPrimaries(yt.workingColorSpace),qe=w.colorSpace===Mi?null:yt.getPrimaries(w.colorSpace),lt=w.colorSpace===Mi||Ee===qe?i.NONE:i.BROWSER_DEFAULT_WEBGL;t.pixelStorei(i.UNPACK_FLIP_Y_WEBGL,w.flipY),t.pixelStorei(i.UNPACK_PREMULTIPLY_ALPHA_WEBGL,w.premultiplyAlpha),t.pixelStorei(i.UNPACK_COLORSPACE_CONVERSION_WEBGL,lt)}t.pixelStorei(i.UNPACK_ALIGNMENT,w.unpackAlignment);let ce=P(w.image,!1,s.maxTextureSize);ce=je(w,ce);let Ce=o.convert(w.format,w.colorSpace),B=o.convert(w.type),he=N(w.internalFormat,Ce,B,w.normalized,w.colorSpace,w.isVideoTexture);bt(_e,w);let se,Re=w.mipmaps,we=w.isVideoTexture!==!0,Ae=Me.__version===void 0||de===!0,Xe=pe.dataReady,ot=I(w,ce);if(w.isDepthTexture)he=b(w.format===Si,w.type),Ae&&(we?t.texStorage2D(i.TEXTURE_2D,1,he,ce.width,ce.height):t.texImage2D(i.TEXTURE_2D,0,he,ce.width,ce.height,0,Ce,B,null));else if(w.isDataTexture)if(Re.length>0){we&&Ae&&t.texStorage2D(i.TEXTURE_2D,ot,he,Re[0].width,Re[0].height);for(let Ee=0,qe=Re.length;Ee<qe;Ee++)se=Re[Ee],we?Xe&&t.texSubImage2D(i.TEXTURE_2D,Ee,0,0,se.width,se.height,Ce,B,se.data):t.texImage2D(i.TEXTURE_2D,Ee,he,se.width,se.height,0,Ce,B,se.data);w.generateMipmaps=!1}else we?(Ae&&t.texStorage2D(i.TEXTURE_2D,ot,he,ce.width,ce.height),Xe&&Gt(w,ce,Ce,B)):t.texImage2D(i.TEXTURE_2D,0,he,ce.width,ce.height,0,Ce,B,ce.data);else if(w.isCompressedTexture)if(w.isCompressedArrayTexture){we&&Ae&&t.texStorage3D(i.TEXTURE_2D_ARRAY,ot,he,Re[0].width,Re[0].height,ce.depth);for(let Ee=0,qe=Re.length;Ee<qe;Ee++)if(se=Re[Ee],w.format!==Yn)if(Ce!==null)if(we){if(Xe)if(w.layerUpdates.size>0){let lt=Cc(se.width,se.height,w.format,w.type);for(let Oe of w.layerUpdates){let Et=se.data.subarray(Oe*lt/se.data.BYTES_PER_ELEMENT,(Oe+1)*lt/se.data.BYTES_PER_ELEMENT);t.compressedTexSubImage3D(i.TEXTURE_2D_ARRAY,Ee,0,0,Oe,se.width,se.height,1,Ce,Et)}}else t.compressedTexSubImage3D(i.TEXTURE_2D_ARRAY,Ee,0,0,0,se.width,se.height,ce.depth,Ce,se.data)}else t.compressedTexImage3D(i.TEXTURE_2D_ARRAY,Ee,he,se.width,se.height,ce.depth,0,se.data,0,0);else Qe("WebGLRenderer: Attempt to load unsupported compressed texture format in .uploadTexture()");else we?Xe&&t.texSubImage3D(i.TEXTURE_2D_ARRAY,Ee,0,0,0,se.width,se.height,ce.depth,Ce,B,se.data):t.texImage3D(i.TEXTURE_2D_ARRAY,Ee,he,se.width,se.height,ce.depth,0,Ce,B,se.data);w.layerUpdates.size>0&&w.clearLayerUpdates()}else{we&&Ae&&t.texStorage2D(i.TEXTURE_2D,ot,he,Re[0].width,Re[0].height);for(let Ee=0,qe=Re.length;Ee<qe;Ee++)se=Re[Ee],w.format!==Yn?Ce!==null?we?Xe&&t.compressedTexSubImage2D(i.TEXTURE_2D,Ee,0,0,se.width,se.height,Ce,se.data):t.compressedTexImage2D(i.TEXTURE_2D,Ee,he,se.width,se.height,0,se.data):Qe("WebGLRenderer: Attempt to load unsupported compressed texture format in .uploadTexture()"):we?Xe&&t.texSubImage2D(i.TEXTURE_2D,Ee,0,0,se.width,se.height,Ce,B,se.data):t.texImage2D(i.TEXTURE_2D,Ee,he,se.width,se.height,0,Ce,B,se.data)}else if(w.isDataArrayTexture)if(we){if(Ae&&t.texStorage3D(i.TEXTURE_2D_ARRAY,ot,he,ce.width,ce.height,ce.depth),Xe)if(w.layerUpdates.size>0){let Ee=Cc(ce.width,ce.height,w.format,w.type);for(let qe of w.layerUpdates){let lt=ce.data.subarray(qe*Ee/ce.data.BYTES_PER_ELEMENT,(qe+1)*Ee/ce.data.BYTES_PER_ELEMENT);t.texSubImage3D(i.TEXTURE_2D_ARRAY,0,0,0,qe,ce.width,ce.height,1,Ce,B,lt)}w.clearLayerUpdates()}else t.texSubImage3D(i.TEXTURE_2D_ARRAY,0,0,0,0,ce.width,ce.height,ce.depth,Ce,B,ce.data)}else t.texImage3D(i.TEXTURE_2D_ARRAY,0,he,ce.width,ce.height,ce.depth,0,Ce,B,ce.data);else if(w.isData3DTexture)we?(Ae&&t.texStorage3D(i.TEXTURE_3D,ot,he,ce.width,ce.height,ce.depth),Xe&&t.texSubImage3D(i.TEXTURE_3D,0,0,0,0,ce.width,ce.height,ce.depth,Ce,B,ce.data)):t.texImage3D(i.TEXTURE_3D,0,he,ce.width,ce.height,ce.depth,0,Ce,B,ce.data);else if(w.isFramebufferTexture){if(Ae)if(we)t.texStorage2D(i.TEXTURE_2D,ot,he,ce.width,ce.height);else{let Ee=ce.width,qe=ce.height;for(let lt=0;lt<ot;lt++)t.texImage2D(i.TEXTURE_2D,lt,he,Ee,qe,0,Ce,B,null),Ee>>=1,qe>>=1}}else if(w.isHTMLTexture){if("texElementImage2D"in i){let Ee=i.canvas;if(Ee.hasAttribute("layoutsubtree")||Ee.setAttribute("layoutsubtree","true"),ce.parentNode!==Ee){Ee.appendChild(ce),S.add(w),Ee.onpaint=qe=>{let lt=qe.changedElements;for(let Oe of S)lt.includes(Oe.image)&&(Oe.needsUpdate=!0)},Ee.requestPaint();return}if(i.texElementImage2D.length===3)i.texElementImage2D(i.TEXTURE_2D,i.RGBA8,ce);else{let lt=i.RGBA,Oe=i.RGBA,Et=i.UNSIGNED_BYTE;i.texElementImage2D(i.TEXTURE_2D,0,lt,Oe,Et,ce)}i.texParameteri(i.TEXTURE_2D,i.TEXTURE_MIN_FILTER,i.LINEAR),i.texParameteri(i.TEXTURE_2D,i.TEXTURE_WRAP_S,i.CLAMP_TO_EDGE),i.texParameteri(i.TEXTURE_2D,i.TEXTURE_WRAP_T,i.CLAMP_TO_EDGE)}}else if(Re.length>0){if(we&&Ae){let Ee=Je(Re[0]);t.texStorage2D(i.TEXTURE_2D,ot,he,Ee.width,Ee.height)}for(let Ee=0,qe=Re.length;Ee<qe;Ee++)se=Re[Ee],we?Xe&&t.texSubImage2D(i.TEXTURE_2D,Ee,0,0,Ce,B,se):t.texImage2D(i.TEXTURE_2D,Ee,he,Ce,B,se);w.generateMipmaps=!1}else if(we){if(Ae){let Ee=Je(ce);t.texStorage2D(i.TEXTURE_2D,ot,he,Ee.width,Ee.height)}Xe&&t.texSubImage2D(i.TEXTURE_2D,0,0,0,Ce,B,ce)}else t.texImage2D(i.TEXTURE_2D,0,he,Ce,B,ce);O(w)&&w.mipmapsAutoUpdate===!0&&R(_e),Me.__version=pe.version,w.onUpdate&&w.onUpdate(w)}L.__version=w.version}function Rt(L,w,Z){if(w.image.length!==6)return;let _e=Tt(L,w),de=w.source;t.bindTexture(i.TEXTURE_CUBE_MAP,L.__webglTexture,i.TEXTURE0+Z);let pe=n.get(de);if(de.version!==pe.__version||_e===!0){t.activeTexture(i.TEXTURE0+Z);let Me=yt.getPrimaries(yt.workingColorSpace),ae=w.colorSpace===Mi?null:yt.getPrimaries(w.colorSpace),ce=w.colorSpace===Mi||Me===ae?i.NONE:i.BROWSER_DEFAULT_WEBGL;t.pixelStorei(i.UNPACK_FLIP_Y_WEBGL,w.flipY),t.pixelStorei(i.UNPACK_PREMULTIPLY_ALPHA_WEBGL,w.premultiplyAlpha),t.pixelStorei(i.UNPACK_ALIGNMENT,w.unpackAlignment),t.pixelStorei(i.UNPACK_COLORSPACE_CONVERSION_WEBGL,ce);let Ce=w.isCompressedTexture||w.image[0].isCompressedTexture,B=w.image[0]&&w.image[0].isDataTexture,he=[];for(let Oe=0;Oe<6;Oe++)!Ce&&!B?he[Oe]=P(w.image[Oe],!0,s.maxCubemapSize):he[Oe]=B?w.image[Oe].image:w.image[Oe],he[Oe]=je(w,he[Oe]);let se=he[0],Re=o.convert(w.format,w.colorSpace),we=o.convert(w.type),Ae=N(w.internalFormat,Re,we,w.normalized,w.colorSpace),Xe=w.isVideoTexture!==!0,ot=pe.__version===void 0||_e===!0,Ee=de.dataReady,qe=I(w,se);bt(i.TEXTURE_CUBE_MAP,w);let lt;if(w.isDepthTexture){if(Ae=b(w.format===Si,w.type),ot)if(Xe)t.texStorage2D(i.TEXTURE_CUBE_MAP,1,Ae,se.width,se.height);else for(let Oe=0;Oe<6;Oe++)t.texImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,0,Ae,se.width,se.height,0,Re,we,null)}else if(Ce){Xe&&ot&&t.texStorage2D(i.TEXTURE_CUBE_MAP,qe,Ae,se.width,se.height);for(let Oe=0;Oe<6;Oe++){lt=he[Oe].mipmaps;for(let Et=0;Et<lt.length;Et++){let Nt=lt[Et];w.format!==Yn?Re!==null?Xe?Ee&&t.compressedTexSubImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et,0,0,Nt.width,Nt.height,Re,Nt.data):t.compressedTexImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et,Ae,Nt.width,Nt.height,0,Nt.data):Qe("WebGLRenderer: Attempt to load unsupported compressed texture format in .setTextureCube()"):Xe?Ee&&t.texSubImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et,0,0,Nt.width,Nt.height,Re,we,Nt.data):t.texImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et,Ae,Nt.width,Nt.height,0,Re,we,Nt.data)}}}else{if(lt=w.mipmaps,Xe&&ot){lt.length>0&&qe++;let Oe=Je(he[0]);t.texStorage2D(i.TEXTURE_CUBE_MAP,qe,Ae,Oe.width,Oe.height)}for(let Oe=0;Oe<6;Oe++)if(B){Xe?Ee&&t.texSubImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,0,0,0,he[Oe].width,he[Oe].height,Re,we,he[Oe].data):t.texImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,0,Ae,he[Oe].width,he[Oe].height,0,Re,we,he[Oe].data);for(let Et=0;Et<lt.length;Et++){let ci=lt[Et].image[Oe].image;Xe?Ee&&t.texSubImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et+1,0,0,ci.width,ci.height,Re,we,ci.data):t.texImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et+1,Ae,ci.width,ci.height,0,Re,we,ci.data)}}else{Xe?Ee&&t.texSubImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,0,0,0,Re,we,he[Oe]):t.texImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,0,Ae,Re,we,he[Oe]);for(let Et=0;Et<lt.length;Et++){let Nt=lt[Et];Xe?Ee&&t.texSubImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et+1,0,0,Re,we,Nt.image[Oe]):t.texImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et+1,Ae,Re,we,Nt.image[Oe])}}}O(w)&&w.mipmapsAutoUpdate===!0&&R(i.TEXTURE_CUBE_MAP),pe.__version=de.version,w.onUpdate&&w.onUpdate(w)}L.__version=w.version}function xt(L,w,Z,_e,de,pe){let Me=o.convert(Z.format,Z.colorSpace),ae=o.convert(Z.type),ce=N(Z.internalFormat,Me,ae,Z.normalized,Z.colorSpace),Ce=n.get(w),B=n.get(Z);if(B.__renderTarget=w,!Ce.__hasExternalTextures){let he=Math.max(1,w.width>>pe),se=Math.max(1,w.height>>pe);de===i.TEXTURE_3D||de===i.TEXTURE_2D_ARRAY?t.texImage3D(de,pe,ce,he,se,w.depth,0,Me,ae,null):t.texImage2D(de,pe,ce,he,se,0,Me,ae,null)}t.bindFramebuffer(i.FRAMEBUFFER,L),Le(w)?u.framebufferTexture2DMultisampleEXT(i.FRAMEBUFFER,_e,de,B.__webglTexture,0,Dt(w)):(de===i.TEXTURE_2D||de>=i.TEXTURE_CUBE_MAP_POSITIVE_X&&de<=i.TEXTURE_CUBE_MAP_NEGATIVE_Z)&&i.framebufferTexture2D(i.FRAMEBUFFER,_e,de,B.__webglTexture,pe),t.bindFramebuffer(i.FRAMEBUFFER,null)}function Qt(L,w,Z){if(i.bindRenderbuffer(i.RENDERBUFFER,L),w.depthBuffer){let _e=w.depthTexture,de=_e&&_e.isDepthTexture?_e.type:null,pe=b(w.stencilBuffer,de),Me=w.stencilBuffer?i.DEPTH_STENCIL_ATTACHMENT:i.DEPTH_ATTACHMENT;Le(w)?u.renderbufferStorageMultisampleEXT(i.RENDERBUFFER,Dt(w),pe,w.width,w.height):Z?i.renderbufferStorageMultisample(i.RENDERBUFFER,Dt(w),pe,w.width,w.height):i.renderbufferStorage(i.RENDERBUFFER,pe,w.width,w.height),i.framebufferRenderbuffer(i.FRAMEBUFFER,Me,i.RENDERBUFFER,L)}else{let _e=w.textures;for(let de=0;de<_e.length;de++){let pe=_e[de],Me=o.convert(pe.format,pe.colorSpace),ae=o.convert(pe.type),ce=N(pe.internalFormat,Me,ae,pe.normalized,pe.colorSpace);Le(w)?u.renderbufferStorageMultisampleEXT(i.RENDERBUFFER,Dt(w),ce,w.width,w.height):Z?i.renderbufferStorageMultisample(i.RENDERBUFFER,Dt(w),ce,w.width,w.height):i.renderbufferStorage(i.RENDERBUFFER,ce,w.width,w.height)}}i.bindRenderbuffer(i.RENDERBUFFER,null)}function De(L,w,Z){let _e=w.isWebGLCubeRenderTarget===!0;if(t.bindFramebuffer(i.FRAMEBUFFER,L),!(w.depthTexture&&w.depthTexture.isDepthTexture))throw new Error("THREE.WebGLTextures: renderTarget.depthTexture must be an instance of THREE.DepthTexture.");let de=n.get(w.depthTexture);de.__renderTarget=w;let pe=_e?w.depthTexture.image[0]:w.depthTexture.image;(!de.__webglTexture||pe.width!==w.width||pe.height!==w.height)&&(pe.width=w.width,pe.height=w.height,w.depthTexture.needsUpdate=!0),_e?Ue(w.depthTexture,0):Fe(w.depthTexture,0);let Me=de.__webglTexture,ae=Dt(w),ce=_e?i.TEXTURE_CUBE_MAP_POSITIVE_X+Z:i.TEXTURE_2D,Ce=w.depthTexture.format===Si?i.DEPTH_STENCIL_ATTACHMENT:i.DEPTH_ATTACHMENT;if(w.depthTexture.format===_i)Le(w)?u.framebufferTexture2DMultisampleEXT(i.FRAMEBUFFER,Ce,ce,Me,0,ae):i.framebufferTexture2D(i.FRAMEBUFFER,Ce,ce,Me,0);else if(w.depthTexture.format===Si)Le(w)?u.framebufferTexture2DMultisampleEXT(i.FRAMEBUFFER,Ce,ce,Me,0,ae):i.framebufferTexture2D(i.FRAMEBUFFER,Ce,ce,Me,0);else throw new Error("THREE.WebGLTextures: Unknown depthTexture format.")}function $e(L){let w=n.get(L),Z=L.isWebGLCubeRenderTarget===!0;if(w.__boundDepthTexture!==L.depthTexture){let _e=L.depthTexture;if(w.__depthDisposeCallback&&w.__depthDisposeCallback(),_e){let de=()=>{delete w.__boundDepthTexture,delete w.__depthDisposeCallback,_e.removeEventListener("dispose",de)};_e.addEventListener("dispose",de),w.__depthDisposeCallback=de}w.__boundDepthTexture=_e}if(L.depthTexture&&!w.__autoAllocateDepthBuffer)if(Z)for(let _e=0;_e<6;_e++)De(w.__webglFramebuffer[_e],L,_e);else L.texture.mipmaps.length>0?De(w.__webglFramebuffer[0],L,0):De(w.__webglFramebuffer,L,0);else if(Z){w.__webglDepthbuffer=[];for(let _e=0;_e<6;_e++)if(t.bindFramebuffer(i.FRAMEBUFFER,w.__webglFramebuffer[_e]),w.__webglDepthbuffer[_e]===void 0)w.__webglDepthbuffer[_e]=i.createRenderbuffer(),Qt(w.__webglDepthbuffer[_e],L,!1);else{let de=L.stencilBuffer?i.DEPTH_STENCIL_ATTACHMENT:i.DEPTH_ATTACHMENT,pe=w.__webglDepthbuffer[_e];i.bindRenderbuffer(i.RENDERBUFFER,pe),i.framebufferRenderbuffer(i.FRAMEBUFFER,de,i.RENDERBUFFER,pe)}}else if(L.texture.mipmaps.length>0?t.bindFramebuffer(i.FRAMEBUFFER,w.__webglFramebuffer[0]):t.bindFramebuffer(i.FRAMEBUFFER,w.__webglFramebuffer),w.__webglDepthbuffer===void 0)w.__webglDepthbuffer=i.createRenderbuffer(),Qt(w.__webglDepthbuffer,L,!1);else{let de=L.stencilBuffer?i.DEPTH_STENCIL_ATTACHMENT:i.DEPTH_ATTACHMENT,pe=w.__webglDepthbuffer;i.bindRenderbuffer(i.RENDERBUFFER,pe),i.framebufferRenderbuffer(i.FRAMEBUFFER,de,i.RENDERBUFFER,pe)}t.bindFramebuffer(i.FRAMEBUFFER,null)}function an(L,w,Z){let _e=n.get(L);w!==void 0&&xt(_e.__webglFramebuffer,L,L.texture,i.COLOR_ATTACHMENT0,i.TEXTURE_2D,0),Z!==void 0&&$e(L)}function en(L){let w=L.texture,Z=n.get(L),_e=n.get(w);L.addEventListener("dispose",j),q(L);let de=L.textures,pe=L.isWebGLCubeRenderTarget===!0,Me=de.length>1;if(Me||(_e.__webglTexture===void 0&&(_e.__webglTexture=i.createTexture()),_e.__version=w.version,c.memory.textures++),pe){Z.__webglFramebuffer=[];for(let ae=0;ae<6;ae++)if(w.mipmaps.length>0){Z.__webglFramebuffer[ae]=[];for(let ce=0;ce<w.mipmaps.length;ce++)Z.__webglFramebuffer[ae][ce]=i.createFramebuffer()}else Z.__webglFramebuffer[ae]=i.createFramebuffer()}else{if(w.mipmaps.length>0){Z.__webglFramebuffer=[];for(let ae=0;ae<w.mipmaps.length;ae++)Z.__webglFramebuffer[ae]=i.createFramebuffer()}else Z.__webglFramebuffer=i.createFramebuffer();if(Me)for(let ae=0,ce=de.length;ae<ce;ae++){let Ce=n.get(de[ae]);Ce.__webglTexture===void 0&&(Ce.__webglTexture=i.createTexture(),c.memory.textures++)}if(L.samples>0&&Le(L)===!1){Z.__webglMultisampledFramebuffer=i.createFramebuffer(),Z.__webglColorRenderbuffer=[],t.bindFramebuffer(i.FRAMEBUFFER,Z.__webglMultisampledFramebuffer);for(let ae=0;ae<de.length;ae++){let ce=de[ae];Z.__webglColorRenderbuffer[ae]=i.createRenderbuffer(),i.bindRenderbuffer(i.RENDERBUFFER,Z.__webglColorRenderbuffer[ae]);let Ce=o.convert(ce.format,ce.colorSpace),B=o.convert(ce.type),he=N(ce.internalFormat,Ce,B,ce.normalized,ce.colorSpace,L.isXRRenderTarget===!0),se=Dt(L);i.renderbufferStorageMultisample(i.RENDERBUFFER,se,he,L.width,L.height),i.framebufferRenderbuffer(i.FRAMEBUFFER,i.COLOR_ATTACHMENT0+ae,i.RENDERBUFFER,Z.__webglColorRenderbuffer[ae])}i.bindRenderbuffer(i.RENDERBUFFER,null),L.depthBuffer&&(Z.__webglDepthRenderbuffer=i.createRenderbuffer(),Qt(Z.__webglDepthRenderbuffer,L,!0)),t.bindFramebuffer(i.FRAMEBUFFER,null)}}if(pe){t.bindTexture(i.TEXTURE_CUBE_MAP,_e.__webglTexture),bt(i.TEXTURE_CUBE_MAP,w);for(let ae=0;ae<6;ae++)if(w.mipmaps.length>0)for(let ce=0;ce<w.mipmaps.length;ce++)xt(Z.__webglFramebuffer[ae][ce],L,w,i.COLOR_ATTACHMENT0,i.TEXTURE_CUBE_MAP_POSITIVE_X+ae,ce);else xt(Z.__webglFramebuffer[ae],L,w,i.COLOR_ATTACHMENT0,i.TEXTURE_CUBE_MAP_POSITIVE_X+ae,0);O(w)?R(i.TEXTURE_CUBE_MAP):w.mipmaps.length>0&&i.texParameteri(i.TEXTURE_CUBE_MAP,i.TEXTURE_MAX_LEVEL,w.mipmaps.length-1),t.unbindTexture()}else if(Me){for(let ae=0,ce=de.length;ae<ce;ae++){let Ce=de[ae],B=n.get(Ce),he=i.TEXTURE_2D;(L.isWebGL3DRenderTarget||L.isWebGLArrayRenderTarget)&&(he=L.isWebGL3DRenderTarget?i.TEXTURE_3D:i.TEXTURE_2D_ARRAY),t.bindTexture(he,B.__webglTexture),bt(he,Ce),xt(Z.__webglFramebuffer,L,Ce,i.COLOR_ATTACHMENT0+ae,he,0),O(Ce)&&R(he)}t.unbindTexture()}else{let ae=i.TEXTURE_2D;if((L.isWebGL3DRenderTarget||L.isWebGLArrayRenderTarget)&&(ae=L.isWebGL3DRenderTarget?i.TEXTURE_3D:i.TEXTURE_2D_ARRAY),t.bindTexture(ae,_e.__webglTexture),bt(ae,w),w.mipmaps.length>0)for(let ce=0;ce<w.mipmaps.length;ce++)xt(Z.__webglFramebuffer[ce],L,w,i.COLOR_ATTACHMENT0,ae,ce);else xt(Z.__webglFramebuffer,L,w,i.COLOR_ATTACHMENT0,ae,0);O(w)?R(ae):w.mipmaps.length>0&&i.texParameteri(ae,i.TEXTURE_MAX_LEVEL,w.mipmaps.length-1),t.unbindTexture()}L.depthBuffer&&$e(L)}function W(L){let w=L.textures;for(let Z=0,_e=w.length;Z<_e;Z++){let de=w[Z];if(O(de)&&de.mipmapsAutoUpdate===!0){let pe=U(L),Me=n.get(de).__webglTexture;t.bindTexture(pe,Me),R(pe),t.unbindTexture()}}}let pn=[];function At(L){if(L.samples>0){if(Le(L)===!1){let w=L.textures,Z=L.width,_e=L.height,de=i.COLOR_BUFFER_BIT,pe=L.stencilBuffer?i.DEPTH_STENCIL_ATTACHMENT:i.DEPTH_ATTACHMENT,Me=n.get(L),ae=w.length>1;if(ae)for(let Ce=0;Ce<w.length;Ce++)t.bindFramebuffer(i.FRAMEBUFFER,Me.__webglMultisampledFramebuffer),i.framebufferRenderbuffer(i.FRAMEBUFFER,i.COLOR_ATTACHMENT0+Ce,i.RENDERBUFFER,null),t.bindFramebuffer(i.FRAMEBUFFER,Me.__webglFramebuffer),i.framebufferTexture2D(i.DRAW_FRAMEBUFFER,i.COLOR_ATTACHMENT0+Ce,i.TEXTURE_2D,null,0);t.bindFramebuffer(i.READ_FRAMEBUFFER,Me.__webglMultisampledFramebuffer),L.texture.mipmaps.length>0?t.bindFramebuffer(i.DRAW_FRAMEBUFFER,Me.__webglFramebuffer[0]):t.bindFramebuffer(i.DRAW_FRAMEBUFFER,Me.__webglFramebuffer);for(let Ce=0;Ce<w.length;Ce++){if(L.resolveDepthBuffer&&(L.depthBuffer&&(de|=i.DEPTH_BUFFER_BIT),L.stencilBuffer&&L.resolveStencilBuffer&&(de|=i.STENCIL_BUFFER_BIT)),ae){i.framebufferRenderbuffer(i.READ_FRAMEBUFFER,i.COLOR_ATTACHMENT0,i.RENDERBUFFER,Me.__webglColorRenderbuffer[Ce]);let B=n.get(w[Ce]).__webglTexture;i.framebufferTexture2D(i.DRAW_FRAMEBUFFER,i.COLOR_ATTACHMENT0,i.TEXTURE_2D,B,0)}i.blitFramebuffer(0,0,Z,_e,0,0,Z,_e,de,i.NEAREST),f===!0&&(pn.length=0,pn.push(i.COLOR_ATTACHMENT0+Ce),L.depthBuffer&&L.storeMultisampledDepthBuffer===!1&&pn.push(pe),i.invalidateFramebuffer(i.READ_FRAMEBUFFER,pn))}if(t.bindFramebuffer(i.READ_FRAMEBUFFER,null),t.bindFramebuffer(i.DRAW_FRAMEBUFFER,null),ae)for(let Ce=0;Ce<w.length;Ce++){t.bindFramebuffer(i.FRAMEBUFFER,Me.__webglMultisampledFramebuffer),i.framebufferRenderbuffer(i.FRAMEBUFFER,i.COLOR_ATTACHMENT0+Ce,i.RENDERBUFFER,Me.__webglColorRenderbuffer[Ce]);let B=n.get(w[Ce]).__webglTexture;t.bindFramebuffer(i.FRAMEBUFFER,Me.__webglFramebuffer),i.framebufferTexture2D(i.DRAW_FRAMEBUFFER,i.COLOR_ATTACHMENT0+Ce,i.TEXTURE_2D,B,0)}t.bindFramebuffer(i.DRAW_FRAMEBUFFER,Me.__webglMultisampledFramebuffer)}else if(L.depthBuffer&&L.storeMultisampledDepthBuffer===!1&&f){let w=L.stencilBuffer?i.DEPTH_STENCIL_ATTACHMENT:i.DEPTH_ATTACHMENT;i.invalidateFramebuffer(i.DRAW_FRAMEBUFFER,[w])}}}function Dt(L){return Math.min(s.maxSamples,L.samples)}function Le(L){let w=n.get(L);return L.samples>0&&e.has("WEBGL_multisampled_render_to_texture")===!0&&w.__useRenderToTexture!==!1}function Wt(L){let w=c.render.frame;g.get(L)!==w&&(g.set(L,w),L.update())}function je(L,w){let Z=L.colorSpace,_e=L.format,de=L.type;return L.isCompressedTexture===!0||L.isVideoTexture===!0||Z!==as&&Z!==Mi&&(yt.getTransfer(Z)===Ct?(_e!==Yn||de!==xn)&&Qe("WebGLTextures: sRGB encoded textures have to use RGBAFormat and UnsignedByteType."):tt("WebGLTextures: Unsupported texture color space:",Z)),w}function Je(L){return typeof HTMLImageElement<"u"&&L instanceof HTMLImageElement?(p.width=L.naturalWidth||L.width,p.height=L.naturalHeight||L.height):typeof VideoFrame<"u"&&L instanceof VideoFrame?(p.width=L.displayWidth,p.height=L.displayHeight):(p.width=L.width,p.height=L.height),p}this.allocateTextureUnit=nt,this.resetTextureUnits=H,this.getTextureUnits=me,this.setTextureUnits=We,this.setTexture2D=Fe,this.setTexture2DArray=Pe,this.setTexture3D=Ze,this.setTextureCube=Ue,this.rebindTextures=an,this.setupRenderTarget=en,this.updateRenderTargetMipmap=W,this.updateMultisampleRenderTarget=At,this.setupDepthRenderbuffer=$e,this.setupFrameBufferTexture=xt,this.useMultisampledRTT=Le,this.dispose=ie}function TM(i,e){function t(n,s=Mi){let o,c=yt.getTransfer(s);if(n===xn)return i.UNSIGNED_BYTE;if(n===ho)return i.UNSIGNED_SHORT_4_4_4_4;if(n===uo)return i.UNSIGNED_SHORT_5_5_5_1;if(n===uc)return i.UNSIGNED_INT_5_9_9_9_REV;if(n===dc)return i.UNSIGNED_INT_10F_11F_11F_REV;if(n===cc)return i.BYTE;if(n===hc)return i.SHORT;if(n===Gr)return i.UNSIGNED_SHORT;if(n===co)return i.INT;if(n===Xn)return i.UNSIGNED_INT;if(n===$n)return i.FLOAT;if(n===qn)return i.HALF_FLOAT;if(n===fc)return i.ALPHA;if(n===pc)return i.RGB;if(n===Yn)return i.RGBA;if(n===_i)return i.DEPTH_COMPONENT;if(n===Si)return i.DEPTH_STENCIL;if(n===mc)return i.RED;if(n===fo)return i.RED_INTEGER;if(n===Gi)return i.RG;if(n===po)return i.RG_INTEGER;if(n===mo)return i.RGBA_INTEGER;if(n===Ds||n===Ls||n===Fs||n===Ns)if(c===Ct)if(o=e.get("WEBGL_compressed_texture_s3tc_srgb"),o!==null){if(n===Ds)return o.COMPRESSED_SRGB_S3TC_DXT1_EXT;if(n===Ls)return o.COMPRESSED_SRGB_ALPHA_S3TC_DXT1_EXT;if(n===Fs)return o.COMPRESSED_SRGB_ALPHA_S3TC_DXT3_EXT;if(n===Ns)return o.COMPRESSED_SRGB_ALPHA_S3TC_DXT5_EXT}else return null;else if(o=e.get("WEBGL_compressed_texture_s3tc"),o!==null){if(n===Ds)return o.COMPRESSED_RGB_S3TC_DXT1_EXT;if(n===Ls)return o.COMPRESSED_RGBA_S3TC_DXT1_EXT;if(n===Fs)return o.COMPRESSED_RGBA_S3TC_DXT3_EXT;if(n===Ns)return o.COMPRESSED_RGBA_S3TC_DXT5_EXT}else return null;if(n===go||n===_o||n===vo||n===yo)if(o=e.get("WEBGL_compressed_texture_pvrtc"),o!==null){if(n===go)return o.COMPRESSED_RGB_PVRTC_4BPPV1_IMG;if(n===_o)return o.COMPRESSED_RGB_PVRTC_2BPPV1_IMG;if(n===vo)return o.COMPRESSED_RGBA_PVRTC_4BPPV1_IMG;if(n===yo)return o.COMPRESSED_RGBA_PVRTC_2BPPV1_IMG}else return null;if(n===xo||n===So||n===Mo||n===bo||n===Eo||n===Us||n===wo)if(o=e.get("WEBGL_compressed_texture_etc"),o!==null){if(n===xo||n===So)return c===Ct?o.COMPRESSED_SRGB8_ETC2:o.COMPRESSED_RGB8_ETC2;if(n===Mo)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ETC2_EAC:o.COMPRESSED_RGBA8_ETC2_EAC;if(n===bo)return o.COMPRESSED_R11_EAC;if(n===Eo)return o.COMPRESSED_SIGNED_R11_EAC;if(n===Us)return o.COMPRESSED_RG11_EAC;if(n===wo)return o.COMPRESSED_SIGNED_RG11_EAC}else return null;if(n===To||n===Ao||n===Co||n===Ro||n===Po||n===Io||n===Do||n===Lo||n===Fo||n===No||n===Uo||n===Oo||n===Bo||n===ko)if(o=e.get("WEBGL_compressed_texture_astc"),o!==null){if(n===To)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_4x4_KHR:o.COMPRESSED_RGBA_ASTC_4x4_KHR;if(n===Ao)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_5x4_KHR:o.COMPRESSED_RGBA_ASTC_5x4_KHR;if(n===Co)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_5x5_KHR:o.COMPRESSED_RGBA_ASTC_5x5_KHR;if(n===Ro)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_6x5_KHR:o.COMPRESSED_RGBA_ASTC_6x5_KHR;if(n===Po)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_6x6_KHR:o.COMPRESSED_RGBA_ASTC_6x6_KHR;if(n===Io)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_8x5_KHR:o.COMPRESSED_RGBA_ASTC_8x5_KHR;if(n===Do)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_8x6_KHR:o.COMPRESSED_RGBA_ASTC_8x6_KHR;if(n===Lo)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_8x8_KHR:o.COMPRESSED_RGBA_ASTC_8x8_KHR;if(n===Fo)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_10x5_KHR:o.COMPRESSED_RGBA_ASTC_10x5_KHR;if(n===No)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_10x6_KHR:o.COMPRESSED_RGBA_ASTC_10x6_KHR;if(n===Uo)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_10x8_KHR:o.COMPRESSED_RGBA_ASTC_10x8_KHR;if(n===Oo)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_10x10_KHR:o.COMPRESSED_RGBA_ASTC_10x10_KHR;if(n===Bo)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_12x10_KHR:o.COMPRESSED_RGBA_ASTC_12x10_KHR;if(n===ko)return c===Ct?o.COMPRESSED_SRGB8_ALPHA8_ASTC_12x12_KHR:o.COMPRESSED_RGBA_ASTC_12x12_KHR}else return null;if(n===zo||n===Go||n===Vo)if(o=e.get("EXT_texture_compression_bptc"),o!==null){if(n===zo)return c===Ct?o.COMPRESSED_SRGB_ALPHA_BPTC_UNORM_EXT:o.COMPRESSED_RGBA_BPTC_UNORM_EXT;if(n===Go)return o.COMPRESSED_RGB_BPTC_SIGNED_FLOAT_EXT;if(n===Vo)return o.COMPRESSED_RGB_BPTC_UNSIGNED_FLOAT_EXT}else return null;if(n===Ho||n===Wo||n===Os||n===Xo)if(o=e.get("EXT_texture_compression_rgtc"),o!==null){if(n===Ho)return o.COMPRESSED_RED_RGTC1_EXT;if(n===Wo)return o.COMPRESSED_SIGNED_RED_RGTC1_EXT;if(n===Os)return o.COMPRESSED_RED_GREEN_RGTC2_EXT;if(n===Xo)return o.COMPRESSED_SIGNED_RED_GREEN_RGTC2_EXT}else return null;return n===ar?i.UNSIGNED_INT_24_8:i[n]!==void 0?i[n]:null}return{convert:t}}var AM=`
void main() {

	gl_Position = vec4( position, 1.0 );

}`,CM=`
uniform sampler2DArray depthColor;
uniform float depthWidth;
uniform float depthHeight;

void main() {

	vec2 coord = vec2( gl_FragCoord.x / depthWidth, gl_FragCoord.y / depthHeight );

	if ( coord.x >= 1.0 ) {

		gl_FragDepth = texture( depthColor, vec3( coord.x - 1.0, coord.y, 1 ) ).r;

	} else {

		gl_FragDepth = texture( depthColor, vec3( coord.x, coord.y, 0 ) ).r;

	}

}`,Vc=class{constructor(){this.texture=null,this.mesh=null,this.depthNear=0,this.depthFar=0}init(e,t){if(this.texture===null){let n=new _s(e.texture);(e.depthNear!==t.depthNear||e.depthFar!==t.depthFar)&&(this.depthNear=e.depthNear,this.depthFar=e.depthFar),this.texture=n}}getMesh(e){if(this.texture!==null&&this.mesh===null){let t=e.cameras[0].viewport,n=new ri({vertexShader:AM,fragmentShader:CM,uniforms:{depthColor:{value:this.texture},depthWidth:{value:t.z},depthHeight:{value:t.w}}});this.mesh=new Un(new nr(20,20),n)}return this.mesh}reset(){this.texture=null,this.mesh=null}getDepthTexture(){return this.texture}},Hc=class extends Wn{constructor(e,t){super();let n=this,s=null,o=1,c=null,u="local-floor",f=1,p=null,g=null,S=null,_=null,M=null,T=null,D=typeof XRWebGLBinding<"u",x=new Vc,v={},P=t.getContextAttributes(),O=null,R=null,U=[],N=[],b=new et,I=null,q=null,k=new _n;k.viewport=new kt;let Y=new _n;Y.viewport=new kt;let j=[k,Y],ee=new ro,z=null,ie=null;this.cameraAutoUpdate=!0,this.enabled=!1,this.isPresenting=!1,this.getController=function(ue){let Fe=U[ue];return Fe===void 0&&(Fe=new Lr,U[ue]=Fe),Fe.getTargetRaySpace()},this.getControllerGrip=function(ue){let Fe=U[ue];return Fe===void 0&&(Fe=new Lr,U[ue]=Fe),Fe.getGripSpace()},this.getHand=function(ue){let Fe=U[ue];return Fe===void 0&&(Fe=new Lr,U[ue]=Fe),Fe.getHandSpace()};function G(ue){let Fe=N.indexOf(ue.inputSource);if(Fe===-1)return;let Pe=U[Fe];Pe!==void 0&&(Pe.update(ue.inputSource,ue.frame,p||c),Pe.dispatchEvent({type:ue.type,data:ue.inputSource}))}function ne(){s.removeEventListener("select",G),s.removeEventListener("selectstart",G),s.removeEventListener("selectend",G),s.removeEventListener("squeeze",G),s.removeEventListener("squeezestart",G),s.removeEventListener("squeezeend",G),s.removeEventListener("end",ne),s.removeEventListener("inputsourceschange",Se);for(let ue=0;ue<U.length;ue++){let Fe=N[ue];Fe!==null&&(N[ue]=null,U[ue].disconnect(Fe))}z=null,ie=null,x.reset();for(let ue in v)delete v[ue];if(e.setRenderTarget(O),M=null,_=null,S=null,s=null,R=null,nt.stop(),n.isPresenting=!1,e.setPixelRatio(I),e.setSize(b.width,b.height,!1),q!==null){let ue=q.camera;ue.fov=q.fov,ue.zoom=q.zoom,ue.updateProjectionMatrix(),q=null}n.dispatchEvent({type:"sessionend"})}this.setFramebufferScaleFactor=function(ue){o=ue,n.isPresenting===!0&&Qe("WebXRManager: Cannot change framebuffer scale while presenting.")},this.setReferenceSpaceType=function(ue){u=ue,n.isPresenting===!0&&Qe("WebXRManager: Cannot change reference space type while presenting.")},this.getReferenceSpace=function(){return p||c},this.setReferenceSpace=function(ue){p=ue},this.getBaseLayer=function(){return _!==null?_:M},this.getBinding=function(){return S===null&&D&&(S=new XRWebGLBinding(s,t)),S},this.getFrame=function(){return T},this.getSession=function(){return s},this.setSession=async function(ue){if(s=ue,s!==null){if(O=e.getRenderTarget(),s.addEventListener("select",G),s.addEventListener("selectstart",G),s.addEventListener("selectend",G),s.addEventListener("squeeze",G),s.addEventListener("squeezestart",G),s.addEventListener("squeezeend",G),s.addEventListener("end",ne),s.addEventListener("inputsourceschange",Se),P.xrCompatible!==!0&&await t.makeXRCompatible(),I=e.getPixelRatio(),e.getSize(b),D&&"createProjectionLayer"in XRWebGLBinding.prototype){let Pe=null,Ze=null,Ue=null;P.depth&&(Ue=P.stencil?t.DEPTH24_STENCIL8:t.DEPTH_COMPONENT24,Pe=P.stencil?Si:_i,Ze=P.stencil?ar:Xn);let rt={colorFormat:t.RGBA8,depthFormat:Ue,scaleFactor:o};S=this.getBinding(),_=S.createProjectionLayer(rt),s.updateRenderState({layers:[_]}),e.setPixelRatio(1),e.setSize(_.textureWidth,_.textureHeight,!1),R=new An(_.textureWidth,_.textureHeight,{format:Yn,type:xn,depthTexture:new yi(_.textureWidth,_.textureHeight,Ze,void 0,void 0,void 0,void 0,void 0,void 0,Pe),stencilBuffer:P.stencil,colorSpace:e.outputColorSpace,samples:P.antialias?4:0,resolveDepthBuffer:_.ignoreDepthValues===!1,resolveStencilBuffer:_.ignoreDepthValues===!1,storeMultisampledDepthBuffer:_.ignoreDepthValues===!1,storeMultisampledStencilBuffer:_.ignoreDepthValues===!1})}else{let Pe={antialias:P.antialias,alpha:!0,depth:P.depth,stencil:P.stencil,framebufferScaleFactor:o};M=new XRWebGLLayer(s,t,Pe),s.updateRenderState({baseLayer:M}),e.setPixelRatio(1),e.setSize(M.framebufferWidth,M.framebufferHeight,!1),R=new An(M.framebufferWidth,M.framebufferHeight,{format:Yn,type:xn,colorSpace:e.outputColorSpace,stencilBuffer:P.stencil,resolveDepthBuffer:M.ignoreDepthValues===!1,resolveStencilBuffer:M.ignoreDepthValues===!1,storeMultisampledDepthBuffer:M.ignoreDepthValues===!1,storeMultisampledStencilBuffer:M.ignoreDepthValues===!1})}R.isXRRenderTarget=!0,this.setFoveation(f),p=null,c=await s.requestReferenceSpace(u),nt.setContext(s),nt.start(),n.isPresenting=!0,n.dispatchEvent({type:"sessionstart"})}},this.getEnvironmentBlendMode=function(){if(s!==null)return s.environmentBlendMode},this.getDepthTexture=function(){return x.getDepthTexture()};function Se(ue){for(let Fe=0;Fe<ue.removed.length;Fe++){let Pe=ue.removed[Fe],Ze=N.indexOf(Pe);Ze>=0&&(N[Ze]=null,U[Ze].disconnect(Pe))}for(let Fe=0;Fe<ue.added.length;Fe++){let Pe=ue.added[Fe],Ze=N.indexOf(Pe);if(Ze===-1){for(let rt=0;rt<U.length;rt++)if(rt>=N.length){N.push(Pe),Ze=rt;break}else if(N[rt]===null){N[rt]=Pe,Ze=rt;break}if(Ze===-1)break}let Ue=U[Ze];Ue&&Ue.connect(Pe)}}function re(ue,Fe){Fe===null?ue.matrixWorld.copy(ue.matrix):ue.matrixWorld.multiplyMatrices(Fe.matrixWorld,ue.matrix),ue.matrixWorldInverse.copy(ue.matrixWorld).invert()}this.updateCamera=function(ue){if(s===null)return;let Fe=ue.near,Pe=ue.far;x.texture!==null&&(x.depthNear>0&&(Fe=x.depthNear),x.depthFar>0&&(Pe=x.depthFar)),ee.near=Y.near=k.near=Fe,ee.far=Y.far=k.far=Pe,(z!==ee.near||ie!==ee.far)&&(s.updateRenderState({depthNear:ee.near,depthFar:ee.far}),z=ee.near,ie=ee.far),ee.layers.mask=ue.layers.mask|6,k.layers.mask=ee.layers.mask&-5,Y.layers.mask=ee.layers.mask&-3;let Ze=ue.parent,Ue=ee.cameras;re(ee,Ze);for(let rt=0;rt<Ue.length;rt++)re(Ue[rt],Ze);ee.projectionMatrix.copy(k.projectionMatrix),ee.projectionMatrixInverse.copy(k.projectionMatrixInverse),q===null&&ue.isPerspectiveCamera&&(q={camera:ue,fov:ue.fov,zoom:ue.zoom}),H(ue,ee,Ze)};function H(ue,Fe,Pe){Pe===null?ue.matrix.copy(Fe.matrixWorld):(ue.matrix.copy(Pe.matrixWorld),ue.matrix.invert(),ue.matrix.multiply(Fe.matrixWorld)),ue.matrix.decompose(ue.position,ue.quaternion,ue.scale),ue.updateMatrixWorld(!0),ue.projectionMatrix.copy(Fe.projectionMatrix),ue.projectionMatrixInverse.copy(Fe.projectionMatrixInverse),ue.isPerspectiveCamera&&(ue.fov=Pr*2*Math.atan(1/ue.projectionMatrix.elements[5]),ue.zoom=1)}this.getCamera=function(){return ee},this.getFoveation=function(){if(!(_===null&&M===null))return f},this.setFoveation=function(ue){f=ue,_!==null&&(_.fixedFoveation=ue),M!==null&&M.fixedFoveation!==void 0&&(M.fixedFoveation=ue)},this.hasDepthSensing=function(){return x.texture!==null},this.getDepthSensingMesh=function(){return x.getMesh(ee)},this.getCameraTexture=function(ue){return v[ue]};let me=null;function We(ue,Fe){if(g=Fe.getViewerPose(p||c),T=Fe,g!==null){let Pe=g.views;M!==null&&(e.setRenderTargetFramebuffer(R,M.framebuffer),e.setRenderTarget(R));let Ze=!1;Pe.length!==ee.cameras.length&&(ee.cameras.length=0,Ze=!0);for(let Ke=0;Ke<Pe.length;Ke++){let bt=Pe[Ke],Tt=null;if(M!==null)Tt=M.getViewport(bt);else{let Gt=S.getViewSubImage(_,bt);Tt=Gt.viewport,Ke===0&&(e.setRenderTargetTextures(R,Gt.colorTexture,Gt.depthStencilTexture),e.setRenderTarget(R))}let ut=j[Ke];ut===void 0&&(ut=new _n,ut.layers.enable(Ke),ut.viewport=new kt,j[Ke]=ut),ut.matrix.fromArray(bt.transform.matrix),ut.matrix.decompose(ut.position,ut.quaternion,ut.scale),ut.projectionMatrix.fromArray(bt.projectionMatrix),ut.projectionMatrixInverse.copy(ut.projectionMatrix).invert(),ut.viewport.set(Tt.x,Tt.y,Tt.width,Tt.height),Ke===0&&(ee.matrix.copy(ut.matrix),ee.matrix.decompose(ee.position,ee.quaternion,ee.scale)),Ze===!0&&ee.cameras.push(ut)}let Ue=s.enabledFeatures;if(Ue&&Ue.includes("depth-sensing")&&s.depthUsage=="gpu-optimized"&&D){S=n.getBinding();let Ke=S.getDepthInformation(Pe[0]);Ke&&Ke.isValid&&Ke.texture&&x.init(Ke,s.renderState)}if(Ue&&Ue.includes("camera-access")&&D){e.state.unbindTexture(),S=n.getBinding();for(let Ke=0;Ke<Pe.length;Ke++){let bt=Pe[Ke].camera;if(bt){let Tt=v[bt];Tt||(Tt=new _s,v[bt]=Tt);let ut=S.getCameraImage(bt);Tt.sourceTexture=ut}}}}for(let Pe=0;Pe<U.length;Pe++){let Ze=N[Pe],Ue=U[Pe];Ze!==null&&Ue!==void 0&&Ue.update(Ze,Fe,p||c)}me&&me(ue,Fe),Fe.detectedPlanes&&n.dispatchEvent({type:"planesdetected",data:Fe}),T=null}let nt=new _d;nt.setAnimationLoop(We),this.setAnimationLoop=function(ue){me=ue},this.dispose=function(){}}},RM=new Bt,Ad=new at;Ad.set(-1,0,0,0,1,0,0,0,1);function PM(i,e){function t(x,v){x.matrixAutoUpdate===!0&&x.updateMatrix(),v.value.copy(x.matrix)}function n(x,v){v.color.getRGB(x.fogColor.value,wc(i)),v.isFog?(x.fogNear.value=v.near,x.fogFar.value=v.far):v.isFogExp2&&(x.fogDensity.value=v.density)}function s(x,v,P,O,R){v.isNodeMaterial?v.uniformsNeedUpdate=!1:v.isMeshBasicMaterial?o(x,v):v.isMeshLambertMaterial?(o(x,v),v.envMap&&(x.envMapIntensity.value=v.envMapIntensity)):v.isMeshToonMaterial?(o(x,v),S(x,v)):v.isMeshPhongMaterial?(o(x,v),g(x,v),v.envMap&&(x.envMapIntensity.value=v.envMapIntensity)):v.isMeshStandardMaterial?(o(x,v),_(x,v),v.isMeshPhysicalMaterial&&M(x,v,R)):v.isMeshMatcapMaterial?(o(x,v),T(x,v)):v.isMeshDepthMaterial?o(x,v):v.isMeshDistanceMaterial?(o(x,v),D(x,v)):v.isMeshNormalMaterial?o(x,v):v.isLineBasicMaterial?(c(x,v),v.isLineDashedMaterial&&u(x,v)):v.isPointsMaterial?f(x,v,P,O):v.isSpriteMaterial?p(x,v):v.isShadowMaterial?(x.color.value.copy(v.color),x.opacity.value=v.opacity):v.isShaderMaterial&&(v.uniformsNeedUpdate=!1)}function o(x,v){x.opacity.value=v.opacity,v.color&&x.diffuse.value.copy(v.color),v.emissive&&x.emissive.value.copy(v.emissive).multiplyScalar(v.emissiveIntensity),v.map&&(x.map.value=v.map,t(v.map,x.mapTransform)),v.alphaMap&&(x.alphaMap.value=v.alphaMap,t(v.alphaMap,x.alphaMapTransform)),v.bumpMap&&(x.bumpMap.value=v.bumpMap,t(v.bumpMap,x.bumpMapTransform),x.bumpScale.value=v.bumpScale,v.side===ln&&(x.bumpScale.value*=-1)),v.normalMap&&(x.normalMap.value=v.normalMap,t(v.normalMap,x.normalMapTransform),x.normalScale.value.copy(v.normalScale),v.side===ln&&x.normalScale.value.negate()),v.displacementMap&&(x.displacementMap.value=v.displacementMap,t(v.displacementMap,x.displacementMapTransform),x.displacementScale.value=v.displacementScale,x.displacementBias.value=v.displacementBias),v.emissiveMap&&(x.emissiveMap.value=v.emissiveMap,t(v.emissiveMap,x.emissiveMapTransform)),v.specularMap&&(x.specularMap.value=v.specularMap,t(v.specularMap,x.specularMapTransform)),v.alphaTest>0&&(x.alphaTest.value=v.alphaTest);let P=e.get(v),O=P.envMap,R=P.envMapRotation;O&&(x.envMap.value=O,x.envMapRotation.value.setFromMatrix4(RM.makeRotationFromEuler(R)).transpose(),O.isCubeTexture&&O.isRenderTargetTexture===!1&&x.envMapRotation.value.premultiply(Ad),x.reflectivity.value=v.reflectivity,x.ior.value=v.ior,x.refractionRatio.value=v.refractionRatio),v.lightMap&&(x.lightMap.value=v.lightMap,x.lightMapIntensity.value=v.lightMapIntensity,t(v.lightMap,x.lightMapTransform)),v.aoMap&&(x.aoMap.value=v.aoMap,x.aoMapIntensity.value=v.aoMapIntensity,t(v.aoMap,x.aoMapTransform))}function c(x,v){x.diffuse.value.copy(v.color),x.opacity.value=v.opacity,v.map&&(x.map.value=v.map,t(v.map,x.mapTransform))}function u(x,v){x.dashSize.value=v.dashSize,x.totalSize.value=v.dashSize+v.gapSize,x.scale.value=v.scale}function f(x,v,P,O){x.diffuse.value.copy(v.color),x.opacity.value=v.opacity,x.size.value=v.size*P,x.scale.value=O*.5,v.map&&(x.map.value=v.map,t(v.map,x.uvTransform)),v.alphaMap&&(x.alphaMap.value=v.alphaMap,t(v.alphaMap,x.alphaMapTransform)),v.alphaTest>0&&(x.alphaTest.value=v.alphaTest)}function p(x,v){x.diffuse.value.copy(v.color),x.opacity.value=v.opacity,x.rotation.value=v.rotation,v.map&&(x.map.value=v.map,t(v.map,x.mapTransform)),v.alphaMap&&(x.alphaMap.value=v.alphaMap,t(v.alphaMap,x.alphaMapTransform)),v.alphaTest>0&&(x.alphaTest.value=v.alphaTest)}function g(x,v){x.specular.value.copy(v.specular),x.shininess.value=Math.max(v.shininess,1e-4)}function S(x,v){v.gradientMap&&(x.gradientMap.value=v.gradientMap)}function _(x,v){x.metalness.value=v.metalness,v.metalnessMap&&(x.metalnessMap.value=v.metalnessMap,t(v.metalnessMap,x.metalnessMapTransform)),x.roughness.value=v.roughness,v.roughnessMap&&(x.roughnessMap.value=v.roughnessMap,t(v.roughnessMap,x.roughnessMapTransform)),v.envMap&&(x.envMapIntensity.value=v.envMapIntensity)}function M(x,v,P){x.ior.value=v.ior,v.diffuseRoughness>0&&(x.diffuseRoughness.value=v.diffuseRoughness,v.diffuseRoughnessMap&&(x.diffuseRoughnessMap.value=v.diffuseRoughnessMap,t(v.diffuseRoughnessMap,x.diffuseRoughnessMapTransform))),v.sheen>0&&(x.sheenColor.value.copy(v.sheenColor).multiplyScalar(v.sheen),x.sheenRoughness.value=v.sheenRoughness,v.sheenColorMap&&(x.sheenColorMap.value=v.sheenColorMap,t(v.sheenColorMap,x.sheenColorMapTransform)),v.sheenRoughnessMap&&(x.sheenRoughnessMap.value=v.sheenRoughnessMap,t(v.sheenRoughnessMap,x.sheenRoughnessMapTransform))),v.clearcoat>0&&(x.clearcoat.value=v.clearcoat,x.clearcoatRoughness.value=v.clearcoatRoughness,v.clearcoatMap&&(x.clearcoatMap.value=v.clearcoatMap,t(v.clearcoatMap,x.clearcoatMapTransform)),v.clearcoatRoughnessMap&&(x.clearcoatRoughnessMap.value=v.clearcoatRoughnessMap,t(v.clearcoatRoughnessMap,x.clearcoatRoughnessMapTransform)),v.clearcoatNormalMap&&(x.clearcoatNormalMap.value=v.clearcoatNormalMap,t(v.clearcoatNormalMap,x.clearcoatNormalMapTransform),x.clearcoatNormalScale.value.copy(v.clearcoatNormalScale),v.side===ln&&x.clearcoatNormalScale.value.negate())),v.dispersion>0&&(x.dispersion.value=v.dispersion),v.retroreflectivity>0&&(x.retroreflectivity.value=v.retroreflectivity),v.iridescence>0&&(x.iridescence.value=v.iridescence,x.iridescenceIOR.value=v.iridescenceIOR,x.iridescenceThicknessMinimum.value=v.iridescenceThicknessMinimum,x.iridescenceThicknessMaximum.value=v.iridescenceThicknessMaximum,v.iridescenceMap&&(x.iridescenceMap.value=v.iridescenceMap,t(v.iridescenceMap,x.iridescenceMapTransform)),v.iridescenceThicknessMap&&(x.iridescenceThicknessMap.value=v.iridescenceThicknessMap,t(v.iridescenceThicknessMap,x.iridescenceThicknessMapTransform))),v.transmission>0&&(x.transmission.value=v.transmission,x.transmissionSamplerMap.value=P.texture,x.transmissionSamplerSize.value.set(P.width,P.height),v.transmissionMap&&(x.transmissionMap.value=v.transmissionMap,t(v.transmissionMap,x.transmissionMapTransform)),x.thickness.value=v.thickness,v.thicknessMap&&(x.thicknessMap.value=v.thicknessMap,t(v.thicknessMap,x.thicknessMapTransform)),x.attenuationDistance.value=v.attenuationDistance,x.attenuationColor.value.copy(v.attenuationColor)),v.anisotropy>0&&(x.anisotropyVector.value.set(v.anisotropy*Math.cos(v.anisotropyRotation),v.anisotropy*Math.sin(v.anisotropyRotation)),v.anisotropyMap&&(x.anisotropyMap.value=v.anisotropyMap,t(v.anisotropyMap,x.anisotropyMapTransform))),x.specularIntensity.value=v.specularIntensity,x.specularColor.value.copy(v.specularColor),v.specularColorMap&&(x.specularColorMap.value=v.specularColorMap,t(v.specularColorMap,x.specularColorMapTransform)),v.specularIntensityMap&&(x.specularIntensityMap.value=v.specularIntensityMap,t(v.specularIntensityMap,x.specularIntensityMapTransform))}function T(x,v){v.matcap&&(x.matcap.value=v.matcap)}function D(x,v){let P=e.get(v).light;x.referencePosition.value.setFromMatrixPosition(P.matrixWorld),x.nearDistance.value=P.shadow.camera.near,x.farDistance.value=P.shadow.camera.far}return{refreshFogUniforms:n,refreshMaterialUniforms:s}}function IM(i,e,t,n){let s={},o={};function c(P,O){let R=O.program;n.uniformBlockBinding(P,R,s[P.id])}function u(P,O){let R=s[P.id];R===void 0&&(T(P),R=f(P),s[P.id]=R,P.addEventListener("dispose",x));let U=O.program;n.updateUBOMapping(P,U);let N=e.render.frame;o[P.id]!==N&&(p(P),o[P.id]=N)}function f(P){let O=i.createBuffer(),R=P.__size,U=P.usage;return i.bindBuffer(i.UNIFORM_BUFFER,O),i.bufferData(i.UNIFORM_BUFFER,R,U),i.bindBuffer(i.UNIFORM_BUFFER,null),O}function p(P){let O=s[P.id],R=P.uniforms,U=P.__cache;i.bindBuffer(i.UNIFORM_BUFFER,O);for(let N=0,b=R.length;N<b;N++){let I=R[N];if(Array.isArray(I))for(let q=0,k=I.length;q<k;q++)g(I[q],N,q,U);else g(I,N,0,U)}i.bindBuffer(i.UNIFORM_BUFFER,null)}function g(P,O,R,U){if(_(P,O,R,U)===!0){let N=P.__offset,b=P.value;if(Array.isArray(b)){let I=0;for(let q=0;q<b.length;q++){let k=b[q],Y=D(k,!0);S(k,P.__data,I),I+=Y.storage/Float32Array.BYTES_PER_ELEMENT}}else S(b,P.__data,0);i.bufferSubData(i.UNIFORM_BUFFER,N,P.__data)}}function S(P,O,R){typeof P=="number"||typeof P=="boolean"?O[R]=P:P.isMatrix3?(O[R]=P.elements[0],O[R+1]=P.elements[1],O[R+2]=P.elements[2],O[R+3]=0,O[R+4]=P.elements[3],O[R+5]=P.elements[4],O[R+6]=P.elements[5],O[R+7]=0,O[R+8]=P.elements[6],O[R+9]=P.elements[7],O[R+10]=P.elements[8],O[R+11]=0):ArrayBuffer.isView(P)?O.set(P.subarray(0,O.length-R),R):P.toArray(O,R)}function _(P,O,R,U){let N=P.value,b=O+"_"+R;if(Array.isArray(N)){U[b]===void 0&&(U[b]=[]);let I=U[b],q=!1;for(let k=0;k<N.length;k++)M(N[k],I,k)===!0&&(q=!0);return q}return M(N,U,b)}function M(P,O,R){if(O[R]===void 0)return typeof P=="number"||typeof P=="boolean"?O[R]=P:ArrayBuffer.isView(P)?O[R]=P.slice():O[R]=P.clone(),!0;{let U=O[R];if(typeof P=="number"||typeof P=="boolean"){if(U!==P)return O[R]=P,!0}else{if(ArrayBuffer.isView(P))return!0;if(U.equals(P)===!1)return U.copy(P),!0}}return!1}function T(P){let O=P.uniforms,R=0,U=16;for(let b=0,I=O.length;b<I;b++){let q=Array.isArray(O[b])?O[b]:[O[b]];for(let k=0,Y=q.length;k<Y;k++){let j=q[k],ee=Array.isArray(j.value)?j.value:[j.value],z=Array.isArray(O[b])||Array.isArray(j.value),ie=R;for(let ne=0,Se=ee.length;ne<Se;ne++){let re=ee[ne],H=D(re,z),me=R%U,We=me%H.boundary,nt=me+We;R+=We,nt!==0&&U-nt<H.storage&&(R+=U-nt),ne===0&&(ie=R),R+=H.storage}let G=j.type==="int"?Int32Array:j.type==="uint"?Uint32Array:Float32Array;j.__data=new G((R-ie)/Float32Array.BYTES_PER_ELEMENT),j.__offset=ie}}let N=R%U;return N>0&&(R+=U-N),P.__size=R,P.__cache={},this}function D(P,O){let R={boundary:0,storage:0};return typeof P=="number"||typeof P=="boolean"?(R.boundary=4,R.storage=4):P.isVector2?(R.boundary=8,R.storage=8):P.isVector3||P.isColor?(R.boundary=16,R.storage=12):P.isVector4?(R.boundary=16,R.storage=16):P.isMatrix3?(R.boundary=16,R.storage=48):P.isMatrix4?(R.boundary=16,R.storage=64):P.isTexture?Qe("WebGLRenderer: Texture samplers can not be part of an uniforms group."):ArrayBuffer.isView(P)?(R.boundary=16,R.storage=P.byteLength):Qe("WebGLRenderer: Unsupported uniform value type.",P),O===!0&&(R.boundary=16,R.storage=Math.ceil(R.storage/16)*16),R}function x(P){let O=P.target;O.removeEventListener("dispose",x),i.deleteBuffer(s[O.id]),delete s[O.id],delete o[O.id]}function v(){for(let P in s)i.deleteBuffer(s[P]);s={},o={}}return{bind:c,update:u,dispose:v}}var DM=new Uint16Array([12469,15057,12620,14925,13266,14620,13807,14376,14323,13990,14545,13625,14713,13328,14840,12882,14931,12528,14996,12233,15039,11829,15066,11525,15080,11295,15085,10976,15082,10705,15073,10495,13880,14564,13898,14542,13977,14430,14158,14124,14393,13732,14556,13410,14702,12996,14814,12596,14891,12291,14937,11834,14957,11489,14958,11194,14943,10803,14921,10506,14893,10278,14858,9960,14484,14039,14487,14025,14499,13941,14524,13740,14574,13468,14654,13106,14743,12678,14818,12344,14867,11893,14889,11509,14893,11180,14881,10751,14852,10428,14812,10128,14765,9754,14712,9466,14764,13480,14764,13475,14766,13440,14766,13347,14769,13070,14786,12713,14816,12387,14844,11957,14860,11549,14868,11215,14855,10751,14825,10403,14782,10044,14729,9651,14666,9352,14599,9029,14967,12835,14966,12831,14963,12804,14954,12723,14936,12564,14917,12347,14900,11958,14886,11569,14878,11247,14859,10765,14828,10401,14784,10011,14727,9600,14660,9289,14586,8893,14508,8533,15111,12234,15110,12234,15104,12216,15092,12156,15067,12010,15028,11776,14981,11500,14942,11205,14902,10752,14861,10393,14812,9991,14752,9570,14682,9252,14603,8808,14519,8445,14431,8145,15209,11449,15208,11451,15202,11451,15190,11438,15163,11384,15117,11274,15055,10979,14994,10648,14932,10343,14871,9936,14803,9532,14729,9218,14645,8742,14556,8381,14461,8020,14365,7603,15273,10603,15272,10607,15267,10619,15256,10631,15231,10614,15182,10535,15118,10389,15042,10167,14963,9787,14883,9447,14800,9115,14710,8665,14615,8318,14514,7911,14411,7507,14279,7198,15314,9675,15313,9683,15309,9712,15298,9759,15277,9797,15229,9773,15166,9668,15084,9487,14995,9274,14898,8910,14800,8539,14697,8234,14590,7790,14479,7409,14367,7067,14178,6621,15337,8619,15337,8631,15333,8677,15325,8769,15305,8871,15264,8940,15202,8909,15119,8775,15022,8565,14916,8328,14804,8009,14688,7614,14569,7287,14448,6888,14321,6483,14088,6171,15350,7402,15350,7419,15347,7480,15340,7613,15322,7804,15287,7973,15229,8057,15148,8012,15046,7846,14933,7611,14810,7357,14682,7069,14552,6656,14421,6316,14251,5948,14007,5528,15356,5942,15356,5977,15353,6119,15348,6294,15332,6551,15302,6824,15249,7044,15171,7122,15070,7050,14949,6861,14818,6611,14679,6349,14538,6067,14398,5651,14189,5311,13935,4958,15359,4123,15359,4153,15356,4296,15353,4646,15338,5160,15311,5508,15263,5829,15188,6042,15088,6094,14966,6001,14826,5796,14678,5543,14527,5287,14377,4985,14133,4586,13869,4257,15360,1563,15360,1642,15358,2076,15354,2636,15341,3350,15317,4019,15273,4429,15203,4732,15105,4911,14981,4932,14836,4818,14679,4621,14517,4386,14359,4156,14083,3795,13808,3437,15360,122,15360,137,15358,285,15355,636,15344,1274,15322,2177,15281,2765,15215,3223,15120,3451,14995,3569,14846,3567,14681,3466,14511,3305,14344,3121,14037,2800,13753,2467,15360,0,15360,1,15359,21,15355,89,15346,253,15325,479,15287,796,15225,1148,15133,1492,15008,1749,14856,1882,14685,1886,14506,1783,14324,1608,13996,1398,13702,1183]),oi=null;function LM(){return oi===null&&(oi=new Va(DM,16,16,Gi,qn),oi.name="DFG_LUT",oi.minFilter=vn,oi.magFilter=vn,oi.wrapS=ni,oi.wrapT=ni,oi.generateMipmaps=!1,oi.needsUpdate=!0),oi}var jo=class{constructor(e={}){let{canvas:t=zu(),context:n=null,depth:s=!0,stencil:o=!1,alpha:c=!1,antialias:u=!1,premultipliedAlpha:f=!0,preserveDrawingBuffer:p=!1,powerPreference:g="default",failIfMajorPerformanceCaveat:S=!1,reversedDepthBuffer:_=!1,outputBufferType:M=xn}=e;this.isWebGLRenderer=!0;let T;if(n!==null){if(typeof WebGLRenderingContext<"u"&&n instanceof WebGLRenderingContext)throw new Error("THREE.WebGLRenderer: WebGL 1 is not supported since r163.");T=n.getContextAttributes().alpha}else T=c;let D=M,x=new Set([mo,po,fo]),v=new Set([xn,Xn,Gr,ar,ho,uo]),P=new Uint32Array(4),O=new Int32Array(4),R={textures:[],min:[],max:[],resolution:[]},U=null,N=null,b=[],I=[],q=null;this.domElement=t,this.debug={checkShaderErrors:!0,diagnostics:{keywords:!1},onShaderError:null},this.autoClear=!0,this.autoClearColor=!0,this.autoClearDepth=!0,this.autoClearStencil=!0,this.sortObjects=!0,this.clippingPlanes=[],this.localClippingEnabled=!1,this.toneMapping=ai,this.toneMappingExposure=1,this.transmissionResolutionScale=1;let k=this,Y=!1,j=null,ee=null,z=null,ie=null;this._outputColorSpace=gn;let G=0,ne=0,Se=null,re=-1,H=null,me=new kt,We=new kt,nt=null,ue=new pt(0),Fe=0,Pe=t.width,Ze=t.height,Ue=1,rt=null,zt=null,Ke=new kt(0,0,Pe,Ze),bt=new kt(0,0,Pe,Ze),Tt=!1,ut=new Li,Gt=new Ha,ht=!1,Rt=!1,xt=new Bt,Qt=new K,De=new kt,$e={background:null,fog:null,environment:null,overrideMaterial:null,isScene:!0},an=!1;function en(){return Se===null?Ue:1}let W=n;function pn(A,V){return t.getContext(A,V)}let At,Dt,Le,Wt,je,Je,L,w,Z,_e,de,pe,Me,ae,ce,Ce,B,he,se,Re,we,Ae,Xe;try{let A={alpha:!0,depth:s,stencil:o,antialias:u,premultipliedAlpha:f,preserveDrawingBuffer:p,powerPreference:g,failIfMajorPerformanceCaveat:S};if("setAttribute"in t&&t.setAttribute("data-engine",`three.js r${"187"}`),t.addEventListener("webglcontextlost",qe,!1),t.addEventListener("webglcontextrestored",lt,!1),t.addEventListener("webglcontextcreationerror",Oe,!1),W===null){let V="webgl2";if(W=pn(V,A),W===null)throw pn(V)?new Error("THREE.WebGLRenderer: Error creating WebGL context with your selected attributes."):new Error("THREE.WebGLRenderer: Error creating WebGL context.")}ot()}catch(A){throw t.removeEventListener("webglcontextlost",qe,!1),t.removeEventListener("webglcontextrestored",lt,!1),t.removeEventListener("webglcontextcreationerror",Oe,!1),tt("WebGLRenderer: "+A.message),A}function ot(){At=new Wx(W),At.init(),we=new TM(W,At),Dt=new Lx(W,At,e,we),Le=new EM(W,At),Dt.reversedDepthBuffer&&_&&Le.buffers.depth.setReversed(!0),ee=W.createFramebuffer(),z=W.createFramebuffer(),ie=W.createFramebuffer(),Wt=new qx(W),je=new hM,Je=new wM(W,At,Le,je,Dt,we,Wt),L=new Hx(k),w=new Z0(W),Ae=new Ix(W,w),Z=new Xx(W,w,Wt,Ae),_e=new Zx(W,Z,w,Ae,Wt),he=new Yx(W,Dt,Je),ce=new Fx(je),de=new cM(k,L,At,Dt,Ae,ce),pe=new PM(k,je),Me=new dM,ae=new vM(At),B=new Px(k,L,Le,_e,T,f),Ce=new bM(k,_e,Dt),Xe=new IM(W,Wt,Dt,Le),se=new Dx(W,At,Wt),Re=new $x(W,At,Wt),Wt.programs=de.programs,k.capabilities=Dt,k.extensions=At,k.properties=je,k.renderLists=Me,k.shadowMap=Ce,k.state=Le,k.info=Wt}D!==xn&&(q=new Jx(D,t.width,t.height,u,s,o));let Ee=new Hc(k,W);this.xr=Ee,this.getContext=function(){return W},this.getContextAttributes=function(){return W.getContextAttributes()},this.forceContextLoss=function(){let A=At.get("WEBGL_lose_context");A&&A.loseContext()},this.forceContextRestore=function(){let A=At.get("WEBGL_lose_context");A&&A.restoreContext()},this.getPixelRatio=function(){return Ue},this.setPixelRatio=function(A){A!==void 0&&(Ue=A,this.setSize(Pe,Ze,!1))},this.getSize=function(A){return A.set(Pe,Ze)},this.setSize=function(A,V,te=!0){if(Ee.isPresenting){Qe("WebGLRenderer: Can't change size while VR device is presenting.");return}Pe=A,Ze=V,t.width=Math.floor(A*Ue),t.height=Math.floor(V*Ue),te===!0&&(t.style.width=A+"px",t.style.height=V+"px"),q!==null&&q.setSize(t.width,t.height),this.setViewport(0,0,A,V)},this.getDrawingBufferSize=function(A){return A.set(Pe*Ue,Ze*Ue).floor()},this.setDrawingBufferSize=function(A,V,te){Pe=A,Ze=V,Ue=te,t.width=Math.floor(A*te),t.height=Math.floor(V*te),this.setViewport(0,0,A,V)},this.setEffects=function(A){if(D===xn){tt("WebGLRenderer: setEffects() requires outputBufferType set to HalfFloatType or FloatType.");return}if(A){for(let V=0;V<A.length;V++)if(A[V].isOutputPass===!0){Qe("WebGLRenderer: OutputPass is not needed in setEffects(). Tone mapping and color space conversion are applied automatically.");break}}q.setEffects(A||[])},this.getCurrentViewport=function(A){return A.copy(me)},this.getViewport=function(A){return A.copy(Ke)},this.setViewport=function(A,V,te,J){A.isVector4?Ke.set(A.x,A.y,A.z,A.w):Ke.set(A,V,te,J),Le.viewport(me.copy(Ke).multiplyScalar(en()).round())},this.getScissor=function(A){return A.copy(bt)},this.setScissor=function(A,V,te,J){A.isVector4?bt.set(A.x,A.y,A.z,A.w):bt.set(A,V,te,J),Le.scissor(We.copy(bt).multiplyScalar(en()).round())},this.getScissorTest=function(){return Tt},this.setScissorTest=function(A){Le.setScissorTest(Tt=A)},this.setOpaqueSort=function(A){rt=A},this.setTransparentSort=function(A){zt=A},this.getClearColor=function(A){return A.copy(B.getClearColor())},this.setClearColor=function(){B.setClearColor(...arguments)},this.getClearAlpha=function(){return B.getClearAlpha()},this.setClearAlpha=function(){B.setClearAlpha(...arguments)},this.clear=function(A=!0,V=!0,te=!0){let J=0;if(A){let $=!1;if(Se!==null){let Ie=Se.texture.format;$=x.has(Ie)}if($){let Ie=Se.texture.type,ze=v.has(Ie),Te=B.getClearColor(),Ne=B.getClearAlpha(),Ge=Te.r,it=Te.g,dt=Te.b;ze?(P[0]=Ge,P[1]=it,P[2]=dt,P[3]=Ne,W.clearBufferuiv(W.COLOR,0,P)):(O[0]=Ge,O[1]=it,O[2]=dt,O[3]=Ne,W.clearBufferiv(W.COLOR,0,O))}else J|=W.COLOR_BUFFER_BIT}V&&(J|=W.DEPTH_BUFFER_BIT,this.state.buffers.depth.setMask(!0)),te&&(J|=W.STENCIL_BUFFER_BIT,this.state.buffers.stencil.setMask(4294967295)),J!==0&&W.clear(J)},this.clearColor=function(){this.clear(!0,!1,!1)},this.clearDepth=function(){this.clear(!1,!0,!1)},this.clearStencil=function(){this.clear(!1,!1,!0)},this.setNodesHandler=function(A){A.setRenderer(this),j=A},this.dispose=function(){t.removeEventListener("webglcontextlost",qe,!1),t.removeEventListener("webglcontextrestored",lt,!1),t.removeEventListener("webglcontextcreationerror",Oe,!1),B.dispose(),Me.dispose(),ae.dispose(),Je.dispose(),je.dispose(),L.dispose(),_e.dispose(),Z.dispose(),Ae.dispose(),Xe.dispose(),de.dispose(),Ee.dispose(),Ee.removeEventListener("sessionstart",Xr),Ee.removeEventListener("sessionend",hi),on.stop()};function qe(A){A.preventDefault(),xc("WebGLRenderer: Context Lost."),Y=!0}function lt(){xc("WebGLRenderer: Context Restored."),Y=!1;let A=Wt.autoReset,V=Ce.enabled,te=Ce.autoUpdate,J=Ce.needsUpdate,$=Ce.type;ot(),Wt.autoReset=A,Ce.enabled=V,Ce.autoUpdate=te,Ce.needsUpdate=J,Ce.type=$}function Oe(A){tt("WebGLRenderer: A WebGL context could not be created. Reason: ",A.statusMessage)}function Et(A){let V=A.target;V.removeEventListener("dispose",Et),Nt(V)}function Nt(A){ci(A),je.remove(A)}function ci(A){let V=je.get(A).programs;V!==void 0&&(V.forEach(function(te){de.releaseProgram(te)}),A.isShaderMaterial&&de.releaseShaderCache(A))}this.renderBufferDirect=function(A,V,te,J,$,Ie){V===null&&(V=$e);let ze=$.isMesh&&$.matrixWorld.determinantAffine()<0,Te=tl(A,V,te,J,$);Le.setMaterial(J,ze);let Ne=te.index,Ge=1;if(J.wireframe===!0){if(Ne=Z.getWireframeAttribute(te),Ne===void 0)return;Ge=2}let it=te.drawRange,dt=te.attributes.position,Ve=it.start*Ge,st=(it.start+it.count)*Ge;Ie!==null&&(Ve=Math.max(Ve,Ie.start*Ge),st=Math.min(st,(Ie.start+Ie.count)*Ge)),Ne!==null?(Ve=Math.max(Ve,0),st=Math.min(st,Ne.count)):dt!=null&&(Ve=Math.max(Ve,0),st=Math.min(st,dt.count));let Vt=st-Ve;if(Vt<0||Vt===1/0)return;Ae.setup($,J,Te,te,Ne);let ke,Pt=se;if(Ne!==null&&(ke=w.get(Ne),Pt=Re,Pt.setIndex(ke)),$.isMesh)J.wireframe===!0?(Le.setLineWidth(J.wireframeLinewidth*en()),Pt.setMode(W.LINES)):Pt.setMode(W.TRIANGLES);else if($.isLine){let $t=J.linewidth;$t===void 0&&($t=1),Le.setLineWidth($t*en()),$.isLineSegments?Pt.setMode(W.LINES):$.isLineLoop?Pt.setMode(W.LINE_LOOP):Pt.setMode(W.LINE_STRIP)}else $.isPoints?Pt.setMode(W.POINTS):$.isSprite&&Pt.setMode(W.TRIANGLES);if($.isBatchedMesh)if(At.get("WEBGL_multi_draw"))Pt.renderMultiDraw($._multiDrawStarts,$._multiDrawCounts,$._multiDrawCount);else{let $t=$._multiDrawStarts,He=$._multiDrawCounts,tn=$._multiDrawCount,St=Ne?w.get(Ne).bytesPerElement:1,Zn=je.get(J).currentProgram.getUniforms();for(let nn=0;nn<tn;nn++)Zn.setValue(W,"_gl_DrawID",nn),Pt.render($t[nn]/St,He[nn])}else if($.isInstancedMesh)Pt.renderInstances(Ve,Vt,$.count);else if(te.isInstancedBufferGeometry){let $t=te._maxInstanceCount!==void 0?te._maxInstanceCount:1/0,He=Math.min(te.instanceCount,$t);Pt.renderInstances(Ve,Vt,He)}else Pt.render(Ve,Vt)};function ve(A,V,te,J){j!==null&&A.isNodeMaterial&&j.setObject(J,A),ht===!0&&ce.setState(A,te,!1),A.transparent===!0&&A.side===si&&A.forceSinglePass===!1?(A.side=ln,A.needsUpdate=!0,Hi(A,V,J),A.side=zi,A.needsUpdate=!0,Hi(A,V,J),A.side=si):Hi(A,V,J)}this.compile=function(A,V,te=null){te===null&&(te=A),j!==null&&j.renderStart(A,V,te),N=ae.get(te),N.init(V),I.push(N),te.traverseVisible(function($){$.isLight&&$.layers.test(V.layers)&&(N.pushLight($),$.castShadow&&N.pushShadow($))}),A!==te&&A.traverseVisible(function($){$.isLight&&$.layers.test(V.layers)&&(N.pushLight($),$.castShadow&&N.pushShadow($))}),N.setupLights(),j!==null&&j.updateLights(N.state.lightsArray),Rt=this.localClippingEnabled,ht=ce.init(this.clippingPlanes,Rt),ht===!0&&ce.setGlobalState(this.clippingPlanes,V),j!==null&&Ce.render(N.state.shadowsArray,te,V);let J=new Set;return A.traverse(function($){if(!($.isMesh||$.isPoints||$.isLine||$.isSprite))return;let Ie=$.material;if(Ie)if(Array.isArray(Ie))for(let ze=0;ze<Ie.length;ze++){let Te=Ie[ze];ve(Te,te,V,$),J.add(Te)}else ve(Ie,te,V,$),J.add(Ie)}),N=I.pop(),j!==null&&j.renderEnd(),J},this.compileAsync=function(A,V,te=null){let J=this.compile(A,V,te);return new Promise($=>{function Ie(){if(J.forEach(function(ze){let Ne=je.get(ze).currentProgram;(Ne===void 0||Ne.isReady())&&J.delete(ze)}),J.size===0){$(A);return}setTimeout(Ie,10)}At.get("KHR_parallel_shader_compile")!==null?Ie():setTimeout(Ie,10)})};let ge=null;function Pn(A){ge&&ge(A)}function Xr(){on.stop()}function hi(){on.start()}let on=new _d;on.setAnimationLoop(Pn),typeof self<"u"&&on.setContext(self),this.setAnimationLoop=function(A){ge=A,Ee.setAnimationLoop(A),A===null?on.stop():on.start()},Ee.addEventListener("sessionstart",Xr),Ee.addEventListener("sessionend",hi),this.render=function(A,V){if(V!==void 0&&V.isCamera!==!0){tt("WebGLRenderer.render: camera is not an instance of THREE.Camera.");return}if(Y===!0)return;j!==null&&j.renderStart(A,V);let te=Ee.enabled===!0&&Ee.isPresenting===!0,J=q!==null&&(Se===null||te)&&q.begin(k,Se);if(A.matrixWorldAutoUpdate===!0&&A.updateMatrixWorld(),V.parent===null&&V.matrixWorldAutoUpdate===!0&&V.updateMatrixWorld(),Ee.enabled===!0&&Ee.isPresenting===!0&&(q===null||q.isCompositing()===!1)&&(Ee.cameraAutoUpdate===!0&&Ee.updateCamera(V),V=Ee.getCamera()),A.isScene===!0&&A.onBeforeRender(k,A,V,Se),N=ae.get(A,I.length),N.init(V),N.state.textureUnits=Je.getTextureUnits(),I.push(N),xt.multiplyMatrices(V.projectionMatrix,V.matrixWorldInverse),V.isArrayCamera?Gt.setFromArrayCamera(V):ut.setFromProjectionMatrix(xt,Nn,V.reversedDepth),Rt=this.localClippingEnabled,ht=ce.init(this.clippingPlanes,Rt),U=Me.get(A,b.length),U.init(),b.push(U),this.info.render.frame++,Ee.enabled===!0&&Ee.isPresenting===!0){let ze=k.xr.getDepthSensingMesh();ze!==null&&$r(ze,V,-1/0,k.sortObjects)}$r(A,V,0,k.sortObjects),U.finish(),j!==null&&j.updateLights(N.state.lightsArray),k.sortObjects===!0&&U.sort(rt,zt),an=Ee.enabled===!1||Ee.isPresenting===!1||Ee.hasDepthSensing()===!1,an&&B.addToRenderList(U,A),this.info.autoReset===!0&&this.info.reset(),ht===!0&&ce.beginShadows();let $=N.state.shadowsArray;if(Ce.render($,A,V),ht===!0&&ce.endShadows(),(J&&q.hasRenderPass())===!1){let ze=U.opaque,Te=U.transmissive;if(N.setupLights(),V.isArrayCamera){let Ne=V.cameras;if(Te.length>0)for(let Ge=0,it=Ne.length;Ge<it;Ge++){let dt=Ne[Ge];Vi(ze,Te,A,dt)}an&&B.render(A);for(let Ge=0,it=Ne.length;Ge<it;Ge++){let dt=Ne[Ge];In(U,A,dt,dt.viewport)}}else Te.length>0&&Vi(ze,Te,A,V),an&&B.render(A),In(U,A,V)}Se!==null&&ne===0&&(Je.updateMultisampleRenderTarget(Se),Je.updateRenderTargetMipmap(Se)),J&&q.end(k),A.isScene===!0&&A.onAfterRender(k,A,V),Ae.resetDefaultState(),re=-1,H=null,I.pop(),I.length>0?(N=I[I.length-1],Je.setTextureUnits(N.state.textureUnits),ht===!0&&ce.setGlobalState(k.clippingPlanes,N.state.camera)):N=null,b.pop(),b.length>0?U=b[b.length-1]:U=null,j!==null&&j.renderEnd()};function $r(A,V,te,J){if(A.visible===!1)return;if(A.layers.test(V.layers)){if(A.isGroup)te=A.renderOrder;else if(A.isLOD)A.autoUpdate===!0&&A.update(V);else if(A.isLight)N.pushLight(A),A.castShadow&&N.pushShadow(A);else if(A.isSprite){let ze=V.isArrayCamera?Gt:ut;if(!A.frustumCulled||A.intersectsFrustum(ze)){J&&De.setFromMatrixPosition(A.matrixWorld).applyMatrix4(xt);let Te=_e.update(A),Ne=A.material;Ne.visible&&U.push(A,Te,Ne,te,De.z,null,V)}}else if(A.isMesh||A.isLine||A.isPoints){let ze=V.isArrayCamera?Gt:ut;if(!A.frustumCulled||A.intersectsFrustum(ze)){let Te=_e.update(A),Ne=A.material;if(J&&(A.boundingSphere!==void 0?(A.boundingSphere===null&&A.computeBoundingSphere(),De.copy(A.boundingSphere.center)):(Te.boundingSphere===null&&Te.computeBoundingSphere(),De.copy(Te.boundingSphere.center)),De.applyMatrix4(A.matrixWorld).applyMatrix4(xt)),Array.isArray(Ne)){let Ge=Te.groups;for(let it=0,dt=Ge.length;it<dt;it++){let Ve=Ge[it],st=Ne[Ve.materialIndex];st&&st.visible&&U.push(A,Te,st,te,De.z,Ve,V)}}else Ne.visible&&U.push(A,Te,Ne,te,De.z,null,V)}}}let Ie=A.children;for(let ze=0,Te=Ie.length;ze<Te;ze++)$r(Ie[ze],V,te,J)}function In(A,V,te,J){let{opaque:$,transmissive:Ie,transparent:ze}=A;N.setupLightsView(te),ht===!0&&ce.setGlobalState(k.clippingPlanes,te),J&&Le.viewport(me.copy(J)),$.length>0&&lr($,V,te),Ie.length>0&&lr(Ie,V,te),ze.length>0&&lr(ze,V,te),Le.buffers.depth.setTest(!0),Le.buffers.depth.setMask(!0),Le.buffers.color.setMask(!0),Le.setPolygonOffset(!1)}function Vi(A,V,te,J){if((te.isScene===!0?te.overrideMaterial:null)!==null)return;if(N.state.transmissionRenderTarget[J.id]===void 0){let Ve=At.has("EXT_color_buffer_half_float")||At.has("EXT_color_buffer_float");N.state.transmissionRenderTarget[J.id]=new An(1,1,{generateMipmaps:!0,type:Ve?qn:xn,minFilter:xi,samples:Math.max(4,Dt.samples),stencilBuffer:o,resolveDepthBuffer:!1,resolveStencilBuffer:!1,storeMultisampledDepthBuffer:!1,storeMultisampledStencilBuffer:!1,colorSpace:yt.workingColorSpace})}let Ie=N.state.transmissionRenderTarget[J.id],ze=J.viewport||me;Ie.setSize(ze.z*k.transmissionResolutionScale,ze.w*k.transmissionResolutionScale);let Te=k.getRenderTarget(),Ne=k.getActiveCubeFace(),Ge=k.getActiveMipmapLevel();k.setRenderTarget(Ie),k.getClearColor(ue),Fe=k.getClearAlpha(),Fe<1&&k.setClearColor(16777215,.5),k.clear(),an&&B.render(te);let it=k.toneMapping;k.toneMapping=ai;let dt=J.viewport;if(J.viewport!==void 0&&(J.viewport=void 0),N.setupLightsView(J),ht===!0&&ce.setGlobalState(k.clippingPlanes,J),lr(A,te,J),Je.updateMultisampleRenderTarget(Ie),Je.updateRenderTargetMipmap(Ie),At.has("WEBGL_multisampled_render_to_texture")===!1){let Ve=!1;for(let st=0,Vt=V.length;st<Vt;st++){let ke=V[st],{object:Pt,geometry:$t,material:He,group:tn}=ke;if(He.side===si&&Pt.layers.test(J.layers)){let St=He.side;He.side=ln,He.needsUpdate=!0,Vs(Pt,te,J,$t,He,tn),He.side=St,He.needsUpdate=!0,Ve=!0}}Ve===!0&&(Je.updateMultisampleRenderTarget(Ie),Je.updateRenderTargetMipmap(Ie))}k.setRenderTarget(Te,Ne,Ge),k.setClearColor(ue,Fe),dt!==void 0&&(J.viewport=dt),k.toneMapping=it}function lr(A,V,te){let J=V.isScene===!0?V.overrideMaterial:null;for(let $=0,Ie=A.length;$<Ie;$++){let ze=A[$],{object:Te,geometry:Ne,group:Ge}=ze,it=ze.material;it.allowOverride===!0&&J!==null&&(it=J),Te.layers.test(te.layers)&&Vs(Te,V,te,Ne,it,Ge)}}function Vs(A,V,te,J,$,Ie){j!==null&&$.isNodeMaterial&&j.setObject(A,$),A.onBeforeRender(k,V,te,J,$,Ie),A.modelViewMatrix.multiplyMatrices(te.matrixWorldInverse,A.matrixWorld),A.normalMatrix.getNormalMatrix(A.modelViewMatrix),$.onBeforeRender(k,V,te,J,A,Ie),$.transparent===!0&&$.side===si&&$.forceSinglePass===!1?($.side=ln,$.needsUpdate=!0,k.renderBufferDirect(te,V,J,$,A,Ie),$.side=zi,$.needsUpdate=!0,k.renderBufferDirect(te,V,J,$,A,Ie),$.side=si):k.renderBufferDirect(te,V,J,$,A,Ie),A.onAfterRender(k,V,te,J,$,Ie)}function Dn(A){let V=0;for(let te of A)te.texture!==null&&V++;return V}function Hi(A,V,te){V.isScene!==!0&&(V=$e);let J=je.get(A),$=N.state.lights,Ie=N.state.shadowsArray,ze=$.state.version,Te=de.getParameters(A,$.state,Ie,V,te,N.state.lightProbeGridArray),Ne=de.getProgramCacheKey(Te),Ge=J.programs;J.environment=A.isMeshStandardMaterial||A.isMeshLambertMaterial||A.isMeshPhongMaterial?V.environment:null,J.fog=V.fog;let it=A.isMeshStandardMaterial||A.isMeshLambertMaterial&&!A.envMap||A.isMeshPhongMaterial&&!A.envMap;J.envMap=L.get(A.envMap||J.environment,it),J.envMapRotation=J.environment!==null&&A.envMap===null?V.environmentRotation:A.envMapRotation,Ge===void 0&&(A.addEventListener("dispose",Et),Ge=new Map,J.programs=Ge,J.programVariants=new Map);let dt=Ge.get(Ne);if(dt!==void 0){if(J.currentProgram===dt&&J.lightsStateVersion===ze)return hr(A,Te),dt}else Te.uniforms=de.getUniforms(A),j!==null&&A.isNodeMaterial&&j.build(A,te,Te),A.onBeforeCompile(Te,k),dt=de.acquireProgram(Te,Ne),Ge.set(Ne,dt),J.uniforms=Te.uniforms;let Ve=J.uniforms;return(!A.isShaderMaterial&&!A.isRawShaderMaterial||A.clipping===!0)&&(Ve.clippingPlanes=ce.uniform),hr(A,Te),J.needsLights=il(A),J.lightsStateVersion=ze,J.needsLights&&(Ve.ambientLightColor.value=$.state.ambient,Ve.lightProbe.value=$.state.probe,Ve.sunLights.value=$.state.sun,Ve.sunLightShadows.value=$.state.sunShadow,Ve.directionalLights.value=$.state.directional,Ve.directionalLightShadows.value=$.state.directionalShadow,Ve.spotLights.value=$.state.spot,Ve.spotLightShadows.value=$.state.spotShadow,Ve.rectAreaLights.value=$.state.rectArea,Ve.ltc_1.value=$.state.rectAreaLTC1,Ve.ltc_2.value=$.state.rectAreaLTC2,Ve.pointLights.value=$.state.point,Ve.pointLightShadows.value=$.state.pointShadow,Ve.hemisphereLights.value=$.state.hemi,Ve.sunShadowMatrix.value=$.state.sunShadowMatrix,Ve.sunShadowCascade.value=$.state.sunShadowCascade,Ve.directionalShadowMatrix.value=$.state.directionalShadowMatrix,Ve.spotLightMatrix.value=$.state.spotLightMatrix,Ve.spotLightMap.value=$.state.spotLightMap,Ve.pointShadowMatrix.value=$.state.pointShadowMatrix),J.numLightProbeGrids=Dn(N.state.lightProbeGridArray),J.currentProgram=dt,J.uniformsList=null,dt}function cr(A,V,te,J,$){let Ie=je.get(A),ze=Ie.currentProgram.id+","+J+","+$,Te=Ie.programVariants.get(ze);return Te===void 0?(Te=Hi(A,V,te),Ie.programVariants.set(ze,Te)):(Ie.currentProgram=Te,Ie.uniformsList=null,Ie.outputColorSpace=J,Ie.toneMapping=$),Te}function Wi(A){if(A.uniformsList===null){let V=A.currentProgram.getUniforms();A.uniformsList=Hr.seqWithValue(V.seq,A.uniforms)}return A.uniformsList}function hr(A,V){let te=je.get(A);te.outputColorSpace=V.outputColorSpace,te.batching=V.batching,te.batchingColor=V.batchingColor,te.instancing=V.instancing,te.instancingColor=V.instancingColor,te.instancingMorph=V.instancingMorph,te.skinning=V.skinning,te.morphTargets=V.morphTargets,te.morphNormals=V.morphNormals,te.morphColors=V.morphColors,te.morphTargetsCount=V.morphTargetsCount,te.numClippingPlanes=V.numClippingPlanes,te.numIntersection=V.numClipIntersection,te.vertexAlphas=V.vertexAlphas,te.vertexTangents=V.vertexTangents,te.toneMapping=V.toneMapping}function tl(A,V,te,J,$){V.isScene!==!0&&(V=$e),Je.resetTextureUnits();let Ie=V.fog,ze=J.isMeshStandardMaterial||J.isMeshLambertMaterial||J.isMeshPhongMaterial?V.environment:null,Te=Se===null?k.outputColorSpace:Se.isXRRenderTarget===!0?Se.texture.colorSpace:yt.workingColorSpace,Ne=J.isMeshStandardMaterial||J.isMeshLambertMaterial&&!J.envMap||J.isMeshPhongMaterial&&!J.envMap,Ge=L.get(J.envMap||ze,Ne),it=J.vertexColors===!0&&!!te.attributes.color&&te.attributes.color.itemSize===4,dt=!!te.attributes.tangent&&(!!J.normalMap||J.anisotropy>0),Ve=!!te.morphAttributes.position,st=!!te.morphAttributes.normal,Vt=!!te.morphAttributes.color,ke=ai;J.toneMapped&&(Se===null||Se.isXRRenderTarget===!0)&&(ke=k.toneMapping);let Pt=te.morphAttributes.position||te.morphAttributes.normal||te.morphAttributes.color,$t=Pt!==void 0?Pt.length:0,He=je.get(J),tn=N.state.lights;if(ht===!0&&(Rt===!0||A!==H)){let It=A===H&&J.id===re;ce.setState(J,A,It)}let St=!1,Zn=!1;J.version===He.__version?He.needsLights&&He.lightsStateVersion!==tn.state.version||$.isBatchedMesh&&He.batching===!1||!$.isBatchedMesh&&He.batching===!0||$.isBatchedMesh&&He.batchingColor===!0&&$._colorsTexture===null||$.isBatchedMesh&&He.batchingColor===!1&&$._colorsTexture!==null||$.isInstancedMesh&&He.instancing===!1||!$.isInstancedMesh&&He.instancing===!0||$.isSkinnedMesh&&He.skinning===!1||!$.isSkinnedMesh&&He.skinning===!0||$.isInstancedMesh&&He.instancingColor===!0&&$.instanceColor===null||$.isInstancedMesh&&He.instancingColor===!1&&$.instanceColor!==null||$.isInstancedMesh&&He.instancingMorph===!0&&$.morphTexture===null||$.isInstancedMesh&&He.instancingMorph===!1&&$.morphTexture!==null||He.envMap!==Ge||J.fog===!0&&He.fog!==Ie||He.numClippingPlanes!==void 0&&(He.numClippingPlanes!==ce.numPlanes||He.numIntersection!==ce.numIntersection)||He.vertexAlphas!==it||He.vertexTangents!==dt||He.morphTargets!==Ve||He.morphNormals!==st||He.morphColors!==Vt||He.morphTargetsCount!==$t||He.numLightProbeGrids!==Dn(N.state.lightProbeGridArray)?St=!0:(He.outputColorSpace!==Te||He.toneMapping!==ke)&&(Zn=!0):(St=!0,He.__version=J.version);let nn=He.currentProgram;(St===!0||Zn===!0)&&(nn=Zn===!0?cr(J,V,$,Te,ke):Hi(J,V,$),j&&J.isNodeMaterial&&j.onUpdateProgram(J,nn,He));let bi=!1,jn=!1,Jn=!1,y=nn.getUniforms(),ct=He.uniforms;if(Le.useProgram(nn.program)&&(bi=!0,jn=!0,Jn=!0),J.id!==re&&(re=J.id,jn=!0),bi||H!==A){Le.buffers.depth.getReversed()&&A.reversedDepth!==!0&&(A._reversedDepth=!0,A.updateProjectionMatrix()),y.setValue(W,"projectionMatrix",A.projectionMatrix),y.setValue(W,"viewMatrix",A.matrixWorldInverse);let Ut=y.map.cameraPosition;Ut!==void 0&&Ut.setValue(W,Qt.setFromMatrixPosition(A.matrixWorld)),Dt.logarithmicDepthBuffer&&y.setValue(W,"logDepthBufFC",2/(Math.log(A.far+1)/Math.LN2)),(J.isMeshPhongMaterial||J.isMeshToonMaterial||J.isMeshLambertMaterial||J.isMeshBasicMaterial||J.isMeshStandardMaterial||J.isShaderMaterial)&&y.setValue(W,"isOrthographic",A.isOrthographicCamera===!0),H!==A&&(H=A,jn=!0,Jn=!0)}if(He.needsLights&&(tn.state.sunShadowMap.length>0&&y.setValue(W,"sunShadowMap",tn.state.sunShadowMap,Je),tn.state.directionalShadowMap.length>0&&y.setValue(W,"directionalShadowMap",tn.state.directionalShadowMap,Je),tn.state.spotShadowMap.length>0&&y.setValue(W,"spotShadowMap",tn.state.spotShadowMap,Je),tn.state.pointShadowMap.length>0&&y.setValue(W,"pointShadowMap",tn.state.pointShadowMap,Je)),$.isSkinnedMesh){y.setOptional(W,$,"bindMatrix"),y.setOptional(W,$,"bindMatrixInverse");let It=$.skeleton;It&&(It.boneTexture===null&&It.computeBoneTexture(),y.setValue(W,"boneTexture",It.boneTexture,Je))}$.isBatchedMesh&&(y.setOptional(W,$,"batchingTexture"),y.setValue(W,"batchingTexture",$._matricesTexture,Je),y.setOptional(W,$,"batchingIdTexture"),y.setValue(W,"batchingIdTexture",$._indirectTexture,Je),y.setOptional(W,$,"batchingColorTexture"),$._colorsTexture!==null&&y.setValue(W,"batchingColorTexture",$._colorsTexture,Je));let Mn=te.morphAttributes;if((Mn.position!==void 0||Mn.normal!==void 0||Mn.color!==void 0)&&he.update($,te,nn),(jn||He.receiveShadow!==$.receiveShadow)&&(He.receiveShadow=$.receiveShadow,y.setValue(W,"receiveShadow",$.receiveShadow)),(J.isMeshStandardMaterial||J.isMeshLambertMaterial||J.isMeshPhongMaterial)&&J.envMap===null&&V.environment!==null&&(ct.envMapIntensity.value=V.environmentIntensity),ct.dfgLUT!==void 0&&(ct.dfgLUT.value=LM()),jn){if(y.setValue(W,"toneMappingExposure",k.toneMappingExposure),He.needsLights&&nl(ct,Jn),Ie&&J.fog===!0&&pe.refreshFogUniforms(ct,Ie),pe.refreshMaterialUniforms(ct,J,Ue,Ze,N.state.transmissionRenderTarget[A.id]),He.needsLights&&He.numLightProbeGrids>0){let It=R,Ut=0;for(let On of N.state.lightProbeGridArray)On.texture!==null&&(It.textures[Ut]=On.texture,It.min[Ut]=On.boundingBox.min,It.max[Ut]=On.boundingBox.max,It.resolution[Ut]=On.resolution,Ut++);for(let On in It)It[On].length=Ut;ct.probesSH.value=It.textures,ct.probesMin.value=It.min,ct.probesMax.value=It.max,ct.probesResolution.value=It.resolution}Hr.upload(W,Wi(He),ct,Je)}if(J.isShaderMaterial&&J.uniformsNeedUpdate===!0&&(Hr.upload(W,Wi(He),ct,Je),J.uniformsNeedUpdate=!1),J.isSpriteMaterial&&y.setValue(W,"center",$.center),y.setValue(W,"modelViewMatrix",$.modelViewMatrix),y.setValue(W,"normalMatrix",$.normalMatrix),y.setValue(W,"modelMatrix",$.matrixWorld),J.uniformsGroups!==void 0){let It=J.uniformsGroups;for(let Ut=0,On=It.length;Ut<On;Ut++){let Hs=It[Ut];Xe.update(Hs,nn),Xe.bind(Hs,nn)}}return nn}function nl(A,V){A.ambientLightColor.needsUpdate=V,A.lightProbe.needsUpdate=V,A.sunLights.needsUpdate=V,A.sunLightShadows.needsUpdate=V,A.directionalLights.needsUpdate=V,A.directionalLightShadows.needsUpdate=V,A.pointLights.needsUpdate=V,A.pointLightShadows.needsUpdate=V,A.spotLights.needsUpdate=V,A.spotLightShadows.needsUpdate=V,A.rectAreaLights.needsUpdate=V,A.hemisphereLights.needsUpdate=V}function il(A){return A.isMeshLambertMaterial||A.isMeshToonMaterial||A.isMeshPhongMaterial||A.isMeshStandardMaterial||A.isShadowMaterial||A.isShaderMaterial&&A.lights===!0}this.getActiveCubeFace=function(){return G},this.getActiveMipmapLevel=function(){return ne},this.getRenderTarget=function(){return Se},this.setRenderTargetTextures=function(A,V,te){let J=je.get(A);J.__autoAllocateDepthBuffer=A.resolveDepthBuffer===!1,J.__autoAllocateDepthBuffer===!1&&(J.__useRenderToTexture=!1),je.get(A.texture).__webglTexture=V,je.get(A.depthTexture).__webglTexture=J.__autoAllocateDepthBuffer?void 0:te,J.__hasExternalTextures=!0},this.setRenderTargetFramebuffer=function(A,V){let te=je.get(A);te.__webglFramebuffer=V,te.__useDefaultFramebuffer=V===void 0},this.setRenderTarget=function(A,V=0,te=0){Se=A,G=V,ne=te;let J=null,$=!1,Ie=!1;if(A){let Te=je.get(A);if(Te.__useDefaultFramebuffer!==void 0){Le.bindFramebuffer(W.FRAMEBUFFER,Te.__webglFramebuffer),me.copy(A.viewport),We.copy(A.scissor),nt=A.scissorTest,Le.viewport(me),Le.scissor(We),Le.setScissorTest(nt),re=-1;return}else if(Te.__webglFramebuffer===void 0)Je.setupRenderTarget(A);else if(Te.__hasExternalTextures)Je.rebindTextures(A,je.get(A.texture).__webglTexture,je.get(A.depthTexture).__webglTexture);else if(A.depthBuffer){let it=A.depthTexture;if(Te.__boundDepthTexture!==it){if(it!==null&&je.has(it)&&(A.width!==it.image.width||A.height!==it.image.height))throw new Error("THREE.WebGLRenderer: Attached DepthTexture is initialized to the incorrect size.");Je.setupDepthRenderbuffer(A)}}let Ne=A.texture;(Ne.isData3DTexture||Ne.isDataArrayTexture||Ne.isCompressedArrayTexture)&&(Ie=!0);let Ge=je.get(A).__webglFramebuffer;A.isWebGLCubeRenderTarget?(Array.isArray(Ge[V])?J=Ge[V][te]:J=Ge[V],$=!0):A.samples>0&&Je.useMultisampledRTT(A)===!1?J=je.get(A).__webglMultisampledFramebuffer:Array.isArray(Ge)?J=Ge[te]:J=Ge,me.copy(A.viewport),We.copy(A.scissor),nt=A.scissorTest}else me.copy(Ke).multiplyScalar(Ue).floor(),We.copy(bt).multiplyScalar(Ue).floor(),nt=Tt;if(te!==0&&(J=ee),Le.bindFramebuffer(W.FRAMEBUFFER,J)&&Le.drawBuffers(A,J),Le.viewport(me),Le.scissor(We),Le.setScissorTest(nt),$){let Te=je.get(A.texture);W.framebufferTexture2D(W.FRAMEBUFFER,W.COLOR_ATTACHMENT0,W.TEXTURE_CUBE_MAP_POSITIVE_X+V,Te.__webglTexture,te)}else if(Ie){let Te=V;for(let Ne=0;Ne<A.textures.length;Ne++){let Ge=je.get(A.textures[Ne]);W.framebufferTextureLayer(W.FRAMEBUFFER,W.COLOR_ATTACHMENT0+Ne,Ge.__webglTexture,te,Te)}}else if(A!==null&&te!==0){let Te=je.get(A.texture);W.framebufferTexture2D(W.FRAMEBUFFER,W.COLOR_ATTACHMENT0,W.TEXTURE_2D,Te.__webglTexture,te)}re=-1};function qr(A){let V=je.get(A);return(V.__readFormat!==A.format||V.__readType!==A.type)&&(V.__readFormat=A.format,V.__readType=A.type,V.__formatReadable=Dt.textureFormatReadable(A.format),V.__typeReadable=Dt.textureTypeReadable(A.type)),V}this.readRenderTargetPixels=function(A,V,te,J,$,Ie,ze,Te=0){if(!(A&&A.isWebGLRenderTarget)){tt("WebGLRenderer.readRenderTargetPixels: renderTarget is not THREE.WebGLRenderTarget.");return}let Ne=je.get(A).__webglFramebuffer;if(A.isWebGLCubeRenderTarget&&ze!==void 0&&(Ne=Ne[ze],Array.isArray(Ne)&&(Ne=Ne[0])),Ne){Le.bindFramebuffer(W.FRAMEBUFFER,Ne);try{let Ge=A.textures[Te],it=Ge.format,dt=Ge.type;A.textures.length>1&&W.readBuffer(W.COLOR_ATTACHMENT0+Te);let Ve=qr(Ge);if(Ve.__formatReadable===!1){tt("WebGLRenderer.readRenderTargetPixels: renderTarget is not in RGBA or implementation defined format.");return}if(Ve.__typeReadable===!1){tt("WebGLRenderer.readRenderTargetPixels: renderTarget is not in UnsignedByteType or implementation defined type.");return}V>=0&&V<=A.width-J&&te>=0&&te<=A.height-$&&W.readPixels(V,te,J,$,we.convert(it),we.convert(dt),Ie)}finally{let Ge=Se!==null?je.get(Se).__webglFramebuffer:null;Le.bindFramebuffer(W.FRAMEBUFFER,Ge)}}},this.readRenderTargetPixelsAsync=async function(A,V,te,J,$,Ie,ze,Te=0){if(!(A&&A.isWebGLRenderTarget))throw new Error("THREE.WebGLRenderer.readRenderTargetPixels: renderTarget is not THREE.WebGLRenderTarget.");let Ne=je.get(A).__webglFramebuffer;if(A.isWebGLCubeRenderTarget&&ze!==void 0&&(Ne=Ne[ze],Array.isArray(Ne)&&(Ne=Ne[0])),Ne)if(V>=0&&V<=A.width-J&&te>=0&&te<=A.height-$){Le.bindFramebuffer(W.FRAMEBUFFER,Ne);let Ge=A.textures[Te],it=Ge.format,dt=Ge.type;A.textures.length>1&&W.readBuffer(W.COLOR_ATTACHMENT0+Te);let Ve=qr(Ge);if(Ve.__formatReadable===!1)throw new Error("THREE.WebGLRenderer.readRenderTargetPixelsAsync: renderTarget is not in RGBA or implementation defined format.");if(Ve.__typeReadable===!1)throw new Error("THREE.WebGLRenderer.readRenderTargetPixelsAsync: renderTarget is not in UnsignedByteType or implementation defined type.");let st=W.createBuffer();W.bindBuffer(W.PIXEL_PACK_BUFFER,st),W.bufferData(W.PIXEL_PACK_BUFFER,Ie.byteLength,W.STREAM_READ),W.readPixels(V,te,J,$,we.convert(it),we.convert(dt),0),W.bindBuffer(W.PIXEL_PACK_BUFFER,null);let Vt=Se!==null?je.get(Se).__webglFramebuffer:null;Le.bindFramebuffer(W.FRAMEBUFFER,Vt);let ke=W.fenceSync(W.SYNC_GPU_COMMANDS_COMPLETE,0);return W.flush(),await Vu(W,ke,4),W.bindBuffer(W.PIXEL_PACK_BUFFER,st),W.getBufferSubData(W.PIXEL_PACK_BUFFER,0,Ie),W.bindBuffer(W.PIXEL_PACK_BUFFER,null),W.deleteBuffer(st),W.deleteSync(ke),Ie}else throw new Error("THREE.WebGLRenderer.readRenderTargetPixelsAsync: requested read bounds are out of range.")},this.copyFramebufferToTexture=function(A,V=null,te=0){let J=Math.pow(2,-te),$=Math.floor(A.image.width*J),Ie=Math.floor(A.image.height*J),ze=V!==null?V.x:0,Te=V!==null?V.y:0;Je.setTexture2D(A,0),W.copyTexSubImage2D(W.TEXTURE_2D,te,0,0,ze,Te,$,Ie),Le.unbindTexture()},this.copyTextureToTexture=function(A,V,te=null,J=null,$=0,Ie=0){let ze,Te,Ne,Ge,it,dt,Ve,st,Vt,ke=A.isCompressedTexture?A.mipmaps[Ie]:A.image;if(te!==null)ze=te.max.x-te.min.x,Te=te.max.y-te.min.y,Ne=te.isBox3?te.max.z-te.min.z:1,Ge=te.min.x,it=te.min.y,dt=te.isBox3?te.min.z:0;else{let y=Math.pow(2,-$);ze=Math.floor(ke.width*y),Te=Math.floor(ke.height*y),A.isDataArrayTexture?Ne=ke.depth:A.isData3DTexture?Ne=Math.floor(ke.depth*y):Ne=1,Ge=0,it=0,dt=0}J!==null?(Ve=J.x,st=J.y,Vt=J.z):(Ve=0,st=0,Vt=0);let Pt=we.convert(V.format),$t=we.convert(V.type),He;V.isData3DTexture?(Je.setTexture3D(V,0),He=W.TEXTURE_3D):V.isDataArrayTexture||V.isCompressedArrayTexture?(Je.setTexture2DArray(V,0),He=W.TEXTURE_2D_ARRAY):(Je.setTexture2D(V,0),He=W.TEXTURE_2D),Le.activeTexture(W.TEXTURE0),Le.pixelStorei(W.UNPACK_FLIP_Y_WEBGL,V.flipY),Le.pixelStorei(W.UNPACK_PREMULTIPLY_ALPHA_WEBGL,V.premultiplyAlpha),Le.pixelStorei(W.UNPACK_ALIGNMENT,V.unpackAlignment);let tn=Le.getParameter(W.UNPACK_ROW_LENGTH),St=Le.getParameter(W.UNPACK_IMAGE_HEIGHT),Zn=Le.getParameter(W.UNPACK_SKIP_PIXELS),nn=Le.getParameter(W.UNPACK_SKIP_ROWS),bi=Le.getParameter(W.UNPACK_SKIP_IMAGES);Le.pixelStorei(W.UNPACK_ROW_LENGTH,ke.width),Le.pixelStorei(W.UNPACK_IMAGE_HEIGHT,ke.height),Le.pixelStorei(W.UNPACK_SKIP_PIXELS,Ge),Le.pixelStorei(W.UNPACK_SKIP_ROWS,it),Le.pixelStorei(W.UNPACK_SKIP_IMAGES,dt);let jn=A.isDataArrayTexture||A.isData3DTexture,Jn=V.isDataArrayTexture||V.isData3DTexture;if(A.isDepthTexture){let y=je.get(A),ct=je.get(V),Mn=je.get(y.__renderTarget),It=je.get(ct.__renderTarget);Le.bindFramebuffer(W.READ_FRAMEBUFFER,Mn.__webglFramebuffer),Le.bindFramebuffer(W.DRAW_FRAMEBUFFER,It.__webglFramebuffer);for(let Ut=0;Ut<Ne;Ut++)jn&&(W.framebufferTextureLayer(W.READ_FRAMEBUFFER,W.COLOR_ATTACHMENT0,je.get(A).__webglTexture,$,dt+Ut),W.framebufferTextureLayer(W.DRAW_FRAMEBUFFER,W.COLOR_ATTACHMENT0,je.get(V).__webglTexture,Ie,Vt+Ut)),W.blitFramebuffer(Ge,it,Ge+ze,it+Te,Ve,st,Ve+ze,st+Te,W.DEPTH_BUFFER_BIT,W.NEAREST);Le.bindFramebuffer(W.READ_FRAMEBUFFER,null),Le.bindFramebuffer(W.DRAW_FRAMEBUFFER,null)}else if($!==0||A.isRenderTargetTexture||je.has(A)){let y=je.get(A),ct=je.get(V);Le.bindFramebuffer(W.READ_FRAMEBUFFER,z),Le.bindFramebuffer(W.DRAW_FRAMEBUFFER,ie);for(let Mn=0;Mn<Ne;Mn++)jn?W.framebufferTextureLayer(W.READ_FRAMEBUFFER,W.COLOR_ATTACHMENT0,y.__webglTexture,$,dt+Mn):W.framebufferTexture2D(W.READ_FRAMEBUFFER,W.COLOR_ATTACHMENT0,W.TEXTURE_2D,y.__webglTexture,$),Jn?W.framebufferTextureLayer(W.DRAW_FRAMEBUFFER,W.COLOR_ATTACHMENT0,ct.__webglTexture,Ie,Vt+Mn):W.framebufferTexture2D(W.DRAW_FRAMEBUFFER,W.COLOR_ATTACHMENT0,W.TEXTURE_2D,ct.__webglTexture,Ie),$!==0?W.blitFramebuffer(Ge,it,Ge+ze,it+Te,Ve,st,Ve+ze,st+Te,W.COLOR_BUFFER_BIT,W.NEAREST):Jn?W.copyTexSubImage3D(He,Ie,Ve,st,Vt+Mn,Ge,it,ze,Te):W.copyTexSubImage2D(He,Ie,Ve,st,Ge,it,ze,Te);Le.bindFramebuffer(W.READ_FRAMEBUFFER,null),Le.bindFramebuffer(W.DRAW_FRAMEBUFFER,null)}else Jn?A.isDataTexture||A.isData3DTexture?W.texSubImage3D(He,Ie,Ve,st,Vt,ze,Te,Ne,Pt,$t,ke.data):V.isCompressedArrayTexture?W.compressedTexSubImage3D(He,Ie,Ve,st,Vt,ze,Te,Ne,Pt,ke.data):W.texSubImage3D(He,Ie,Ve,st,Vt,ze,Te,Ne,Pt,$t,ke):A.isDataTexture?W.texSubImage2D(W.TEXTURE_2D,Ie,Ve,st,ze,Te,Pt,$t,ke.data):A.isCompressedTexture?W.compressedTexSubImage2D(W.TEXTURE_2D,Ie,Ve,st,ke.width,ke.height,Pt,ke.data):W.texSubImage2D(W.TEXTURE_2D,Ie,Ve,st,ze,Te,Pt,$t,ke);Le.pixelStorei(W.UNPACK_ROW_LENGTH,tn),Le.pixelStorei(W.UNPACK_IMAGE_HEIGHT,St),Le.pixelStorei(W.UNPACK_SKIP_PIXELS,Zn),Le.pixelStorei(W.UNPACK_SKIP_ROWS,nn),Le.pixelStorei(W.UNPACK_SKIP_IMAGES,bi),Ie===0&&V.generateMipmaps===!0&&V.mipmapsAutoUpdate===!0&&W.generateMipmap(He),Le.unbindTexture()},this.initRenderTarget=function(A){je.get(A).__webglFramebuffer===void 0&&Je.setupRenderTarget(A)},this.initTexture=function(A){A.isCubeTexture?Je.setTextureCube(A,0):A.isData3DTexture?Je.setTexture3D(A,0):A.isDataArrayTexture||A.isCompressedArrayTexture?Je.setTexture2DArray(A,0):Je.setTexture2D(A,0),Le.unbindTexture()},this.resetState=function(){G=0,ne=0,Se=null,Le.reset(),Ae.reset()},typeof __THREE_DEVTOOLS__<"u"&&__THREE_DEVTOOLS__.dispatchEvent(new CustomEvent("observe",{detail:this}))}get coordinateSystem(){return Nn}get outputColorSpace(){return this._outputColorSpace}set outputColorSpace(e){this._outputColorSpace=e;let t=this.getContext();t.drawingBufferColorSpace=yt._getDrawingBufferColorSpace(e),t.unpackColorSpace=yt._getUnpackColorSpace()}};var Cd={type:"change"},Xc={type:"start"},Pd={type:"end"},Qo=new tr,Rd=new wn,FM=Math.cos(70*Ec.DEG2RAD),Kt=new K,Sn=2*Math.PI,wt={NONE:-1,ROTATE:0,DOLLY:1,PAN:2,TOUCH_ROTATE:3,TOUCH_PAN:4,TOUCH_DOLLY_PAN:5,TOUCH_DOLLY_ROTATE:6},Wc=1e-6,el=class extends Rs{constructor(e,t=null){super(e,t),this.state=wt.NONE,this.target=new K,this.cursor=new K,this.minDistance=0,this.maxDistance=1/0,this.minZoom=0,this.maxZoom=1/0,this.minTargetRadius=0,this.maxTargetRadius=1/0,this.minPolarAngle=0,this.maxPolarAngle=Math.PI,this.minAzimuthAngle=-1/0,this.maxAzimuthAngle=1/0,this.enableDamping=!1,this.dampingFactor=.05,this.enableZoom=!0,this.zoomSpeed=1,this.enableRotate=!0,this.rotateSpeed=1,this.keyRotateSpeed=1,this.enablePan=!0,this.panSpeed=1,this.screenSpacePanning=!0,this.keyPanSpeed=7,this.zoomToCursor=!1,this.autoRotate=!1,this.autoRotateSpeed=2,this.keys={LEFT:"ArrowLeft",UP:"ArrowUp",RIGHT:"ArrowRight",BOTTOM:"ArrowDown"},this.mouseButtons={LEFT:Bi.ROTATE,MIDDLE:Bi.DOLLY,RIGHT:Bi.PAN},this.touches={ONE:ki.ROTATE,TWO:ki.DOLLY_PAN},this.target0=this.target.clone(),this.position0=this.object.position.clone(),this.zoom0=this.object.zoom,this._cursorStyle="auto",this._domElementKeyEvents=null,this._lastPosition=new K,this._lastQuaternion=new Tn,this._lastTargetPosition=new K,this._quat=new Tn().setFromUnitVectors(e.up,new K(0,1,0)),this._quatInverse=this._quat.clone().invert(),this._spherical=new Or,this._sphericalDelta=new Or,this._scale=1,this._panOffset=new K,this._rotateStart=new et,this._rotateEnd=new et,this._rotateDelta=new et,this._panStart=new et,this._panEnd=new et,this._panDelta=new et,this._dollyStart=new et,this._dollyEnd=new et,this._dollyDelta=new et,this._dollyDirection=new K,this._mouse=new et,this._performCursorZoom=!1,this._pointers=[],this._pointerPositions={},this._controlActive=!1,this._onPointerMove=UM.bind(this),this._onPointerDown=NM.bind(this),this._onPointerUp=OM.bind(this),this._onContextMenu=WM.bind(this),this._onMouseWheel=zM.bind(this),this._onKeyDown=GM.bind(this),this._onTouchStart=VM.bind(this),this._onTouchMove=HM.bind(this),this._onMouseDown=BM.bind(this),this._onMouseMove=kM.bind(this),this._interceptControlDown=XM.bind(this),this._interceptControlUp=$M.bind(this),this.domElement!==null&&this.connect(this.domElement),this.update()}set cursorStyle(e){this._cursorStyle=e,e==="grab"?this.domElement.style.cursor="grab":this.domElement.style.cursor="auto"}get cursorStyle(){return this._cursorStyle}connect(e){super.connect(e),this.domElement.addEventListener("pointerdown",this._onPointerDown),this.domElement.addEventListener("pointercancel",this._onPointerUp),this.domElement.addEventListener("contextmenu",this._onContextMenu),this.domElement.addEventListener("wheel",this._onMouseWheel,{passive:!1}),this.domElement.ownerDocument.addEventListener("keydown",this._interceptControlDown,{passive:!0,capture:!0}),this.domElement.style.touchAction="none"}disconnect(){this.state=wt.NONE,this.domElement.removeEventListener("pointerdown",this._onPointerDown),this.domElement.ownerDocument.removeEventListener("pointermove",this._onPointerMove),this.domElement.ownerDocument.removeEventListener("pointerup",this._onPointerUp),this.domElement.removeEventListener("pointercancel",this._onPointerUp),this.domElement.removeEventListener("wheel",this._onMouseWheel),this.domElement.removeEventListener("contextmenu",this._onContextMenu),this.stopListenToKeyEvents(),this.domElement.ownerDocument.removeEventListener("keydown",this._interceptControlDown,{capture:!0}),this.domElement.ownerDocument.removeEventListener("keyup",this._interceptControlUp,{capture:!0}),this._controlActive=!1,this._pointers.length=0,this._pointerPositions={},this.domElement.style.touchAction="",this.domElement.style.cursor="auto"}dispose(){this.disconnect()}getPolarAngle(){return this._spherical.phi}getAzimuthalAngle(){return this._spherical.theta}getDistance(){return this.object.position.distanceTo(this.target)}listenToKeyEvents(e){e.addEventListener("keydown",this._onKeyDown),this._domElementKeyEvents=e}stopListenToKeyEvents(){this._domElementKeyEvents!==null&&(this._domElementKeyEvents.removeEventListener("keydown",this._onKeyDown),this._domElementKeyEvents=null)}saveState(){this.target0.copy(this.target),this.position0.copy(this.object.position),this.zoom0=this.object.zoom}reset(){this.target.copy(this.target0),this.object.position.copy(this.position0),this.object.zoom=this.zoom0,this.object.updateProjectionMatrix(),this.dispatchEvent(Cd),this.update(),this.state=wt.NONE}pan(e,t){this._pan(e,t),this.update()}dollyIn(e){this._dollyIn(e),this.update()}dollyOut(e){this._dollyOut(e),this.update()}rotateLeft(e){this._rotateLeft(e),this.update()}rotateUp(e){this._rotateUp(e),this.update()}update(e=null){let t=this.object.position;Kt.copy(t).sub(this.target),Kt.applyQuaternion(this._quat),this._spherical.setFromVector3(Kt),this.autoRotate&&this.state===wt.NONE&&this._rotateLeft(this._getAutoRotationAngle(e)),this.enableDamping?(this._spherical.theta+=this._sphericalDelta.theta*this.dampingFactor,this._spherical.phi+=this._sphericalDelta.phi*this.dampingFactor):(this._spherical.theta+=this._sphericalDelta.theta,this._spherical.phi+=this._sphericalDelta.phi);let n=this.minAzimuthAngle,s=this.maxAzimuthAngle;isFinite(n)&&isFinite(s)&&(n<-Math.PI?n+=Sn:n>Math.PI&&(n-=Sn),s<-Math.PI?s+=Sn:s>Math.PI&&(s-=Sn),n<=s?this._spherical.theta=Math.max(n,Math.min(s,this._spherical.theta)):this._spherical.theta=this._spherical.theta>(n+s)/2?Math.max(n,this._spherical.theta):Math.min(s,this._spherical.theta)),this._spherical.phi=Math.max(this.minPolarAngle,Math.min(this.maxPolarAngle,this._spherical.phi)),this._spherical.makeSafe(),this.enableDamping===!0?this.target.addScaledVector(this._panOffset,this.dampingFactor):this.target.add(this._panOffset),this.target.sub(this.cursor),this.target.clampLength(this.minTargetRadius,this.maxTargetRadius),this.target.add(this.cursor);let o=!1;if(this.zoomToCursor&&this._performCursorZoom||this.object.isOrthographicCamera)this._spherical.radius=this._clampDistance(this._spherical.radius);else{let c=this._spherical.radius;this._spherical.radius=this._clampDistance(this._spherical.radius*this._scale),o=c!=this._spherical.radius}if(Kt.setFromSpherical(this._spherical),Kt.applyQuaternion(this._quatInverse),t.copy(this.target).add(Kt),this.object.lookAt(this.target),this.enableDamping===!0?(this._sphericalDelta.theta*=1-this.dampingFactor,this._sphericalDelta.phi*=1-this.dampingFactor,this._panOffset.multiplyScalar(1-this.dampingFactor)):(this._sphericalDelta.set(0,0,0),this._panOffset.set(0,0,0)),this.zoomToCursor&&this._performCursorZoom){let c=null;if(this.object.isPerspectiveCamera){let u=Kt.length();c=this._clampDistance(u*this._scale);let f=u-c;this.object.position.addScaledVector(this._dollyDirection,f),this.object.updateMatrixWorld(),o=!!f}else if(this.object.isOrthographicCamera){let u=new K(this._mouse.x,this._mouse.y,0);u.unproject(this.object);let f=this.object.zoom;this.object.zoom=Math.max(this.minZoom,Math.min(this.maxZoom,this.object.zoom/this._scale)),this.object.updateProjectionMatrix(),o=f!==this.object.zoom;let p=new K(this._mouse.x,this._mouse.y,0);p.unproject(this.object),this.object.position.sub(p).add(u),this.object.updateMatrixWorld(),c=Kt.length()}else console.warn("WARNING: OrbitControls.js encountered an unknown camera type - zoom to cursor disabled."),this.zoomToCursor=!1;c!==null&&(this.screenSpacePanning?this.target.set(0,0,-1).transformDirection(this.object.matrix).multiplyScalar(c).add(this.object.position):(Qo.origin.copy(this.object.position),Qo.direction.set(0,0,-1).transformDirection(this.object.matrix),Math.abs(this.object.up.dot(Qo.direction))<FM?this.object.lookAt(this.target):(Rd.setFromNormalAndCoplanarPoint(this.object.up,this.target),Qo.intersectPlane(Rd,this.target))))}else if(this.object.isOrthographicCamera){let c=this.object.zoom;this.object.zoom=Math.max(this.minZoom,Math.min(this.maxZoom,this.object.zoom/this._scale)),c!==this.object.zoom&&(this.object.updateProjectionMatrix(),o=!0)}return this._scale=1,this._performCursorZoom=!1,o||this._lastPosition.distanceToSquared(this.object.position)>Wc||8*(1-this._lastQuaternion.dot(this.object.quaternion))>Wc||this._lastTargetPosition.distanceToSquared(this.target)>Wc?(this.dispatchEvent(Cd),this._lastPosition.copy(this.object.position),this._lastQuaternion.copy(this.object.quaternion),this._lastTargetPosition.copy(this.target),!0):!1}_getAutoRotationAngle(e){return e!==null?Sn/60*this.autoRotateSpeed*e:Sn/60/60*this.autoRotateSpeed}_getZoomScale(e){let t=Math.abs(e*.01);return Math.pow(.95,this.zoomSpeed*t)}_rotateLeft(e){this._sphericalDelta.theta-=e}_rotateUp(e){this._sphericalDelta.phi-=e}_panLeft(e,t){Kt.setFromMatrixColumn(t,0),Kt.multiplyScalar(-e),this._panOffset.add(Kt)}_panUp(e,t){this.screenSpacePanning===!0?Kt.setFromMatrixColumn(t,1):(Kt.setFromMatrixColumn(t,0),Kt.crossVectors(this.object.up,Kt)),Kt.multiplyScalar(e),this._panOffset.add(Kt)}_pan(e,t){let n=this.domElement;if(this.object.isPerspectiveCamera){let s=this.object.position;Kt.copy(s).sub(this.target);let o=Kt.length();o*=Math.tan(this.object.fov/2*Math.PI/180),this._panLeft(2*e*o/n.clientHeight,this.object.matrix),this._panUp(2*t*o/n.clientHeight,this.object.matrix)}else this.object.isOrthographicCamera?(this._panLeft(e*(this.object.right-this.object.left)/this.object.zoom/n.clientWidth,this.object.matrix),this._panUp(t*(this.object.top-this.object.bottom)/this.object.zoom/n.clientHeight,this.object.matrix)):(console.warn("WARNING: OrbitControls.js encountered an unknown camera type - pan disabled."),this.enablePan=!1)}_dollyOut(e){this.object.isPerspectiveCamera||this.object.isOrthographicCamera?this._scale/=e:(console.warn("WARNING: OrbitControls.js encountered an unknown camera type - dolly/zoom disabled."),this.enableZoom=!1)}_dollyIn(e){this.object.isPerspectiveCamera||this.object.isOrthographicCamera?this._scale*=e:(console.warn("WARNING: OrbitControls.js encountered an unknown camera type - dolly/zoom disabled."),this.enableZoom=!1)}_updateZoomParameters(e,t){if(!this.zoomToCursor)return;this._performCursorZoom=!0;let n=this.domElement.getBoundingClientRect(),s=e-n.left,o=t-n.top,c=n.width,u=n.height;this._mouse.x=s/c*2-1,this._mouse.y=-(o/u)*2+1,this._dollyDirection.set(this._mouse.x,this._mouse.y,1).unproject(this.object).sub(this.object.position).normalize()}_clampDistance(e){return Math.max(this.minDistance,Math.min(this.maxDistance,e))}_handleMouseDownRotate(e){this._rotateStart.set(e.clientX,e.clientY)}_handleMouseDownDolly(e){this._updateZoomParameters(e.clientX,e.clientY),this._dollyStart.set(e.clientX,e.clientY)}_handleMouseDownPan(e){this._panStart.set(e.clientX,e.clientY)}_handleMouseMoveRotate(e){this._rotateEnd.set(e.clientX,e.clientY),this._rotateDelta.subVectors(this._rotateEnd,this._rotateStart).multiplyScalar(this.rotateSpeed);let t=this.domElement;this._rotateLeft(Sn*this._rotateDelta.x/t.clientHeight),this._rotateUp(Sn*this._rotateDelta.y/t.clientHeight),this._rotateStart.copy(this._rotateEnd),this.update()}_handleMouseMoveDolly(e){this._dollyEnd.set(e.clientX,e.clientY),this._dollyDelta.subVectors(this._dollyEnd,this._dollyStart),this._dollyDelta.y>0?this._dollyOut(this._getZoomScale(this._dollyDelta.y)):this._dollyDelta.y<0&&this._dollyIn(this._getZoomScale(this._dollyDelta.y)),this._dollyStart.copy(this._dollyEnd),this.zoomToCursor&&(this._performCursorZoom=!0,this._dollyDirection.set(this._mouse.x,this._mouse.y,1).unproject(this.object).sub(this.object.position).normalize()),this.update()}_handleMouseMovePan(e){this._panEnd.set(e.clientX,e.clientY),this._panDelta.subVectors(this._panEnd,this._panStart).multiplyScalar(this.panSpeed),this._pan(this._panDelta.x,this._panDelta.y),this._panStart.copy(this._panEnd),this.update()}_handleMouseWheel(e){this._updateZoomParameters(e.clientX,e.clientY),e.deltaY<0?this._dollyIn(this._getZoomScale(e.deltaY)):e.deltaY>0&&this._dollyOut(this._getZoomScale(e.deltaY)),this.update()}_handleKeyDown(e){let t=!1;switch(e.code){case this.keys.UP:e.ctrlKey||e.metaKey||e.shiftKey?this.enableRotate&&this._rotateUp(Sn*this.keyRotateSpeed/this.domElement.clientHeight):this.enablePan&&this._pan(0,this.keyPanSpeed),t=!0;break;case this.keys.BOTTOM:e.ctrlKey||e.metaKey||e.shiftKey?this.enableRotate&&this._rotateUp(-Sn*this.keyRotateSpeed/this.domElement.clientHeight):this.enablePan&&this._pan(0,-this.keyPanSpeed),t=!0;break;case this.keys.LEFT:e.ctrlKey||e.metaKey||e.shiftKey?this.enableRotate&&this._rotateLeft(Sn*this.keyRotateSpeed/this.domElement.clientHeight):this.enablePan&&this._pan(this.keyPanSpeed,0),t=!0;break;case this.keys.RIGHT:e.ctrlKey||e.metaKey||e.shiftKey?this.enableRotate&&this._rotateLeft(-Sn*this.keyRotateSpeed/this.domElement.clientHeight):this.enablePan&&this._pan(-this.keyPanSpeed,0),t=!0;break}t&&(e.preventDefault(),this.update())}_handleTouchStartRotate(e){if(this._pointers.length===1)this._rotateStart.set(e.pageX,e.pageY);else{let t=this._getSecondPointerPosition(e),n=.5*(e.pageX+t.x),s=.5*(e.pageY+t.y);this._rotateStart.set(n,s)}}_handleTouchStartPan(e){if(this._pointers.length===1)this._panStart.set(e.pageX,e.pageY);else{let t=this._getSecondPointerPosition(e),n=.5*(e.pageX+t.x),s=.5*(e.pageY+t.y);this._panStart.set(n,s)}}_handleTouchStartDolly(e){let t=this._getSecondPointerPosition(e),n=e.pageX-t.x,s=e.pageY-t.y,o=Math.sqrt(n*n+s*s);this._dollyStart.set(0,o)}_handleTouchStartDollyPan(e){this.enableZoom&&this._handleTouchStartDolly(e),this.enablePan&&this._handleTouchStartPan(e)}_handleTouchStartDollyRotate(e){this.enableZoom&&this._handleTouchStartDolly(e),this.enableRotate&&this._handleTouchStartRotate(e)}_handleTouchMoveRotate(e){if(this._pointers.length==1)this._rotateEnd.set(e.pageX,e.pageY);else{let n=this._getSecondPointerPosition(e),s=.5*(e.pageX+n.x),o=.5*(e.pageY+n.y);this._rotateEnd.set(s,o)}this._rotateDelta.subVectors(this._rotateEnd,this._rotateStart).multiplyScalar(this.rotateSpeed);let t=this.domElement;this._rotateLeft(Sn*this._rotateDelta.x/t.clientHeight),this._rotateUp(Sn*this._rotateDelta.y/t.clientHeight),this._rotateStart.copy(this._rotateEnd)}_handleTouchMovePan(e){if(this._pointers.length===1)this._panEnd.set(e.pageX,e.pageY);else{let t=this._getSecondPointerPosition(e),n=.5*(e.pageX+t.x),s=.5*(e.pageY+t.y);this._panEnd.set(n,s)}this._panDelta.subVectors(this._panEnd,this._panStart).multiplyScalar(this.panSpeed),this._pan(this._panDelta.x,this._panDelta.y),this._panStart.copy(this._panEnd)}_handleTouchMoveDolly(e){let t=this._getSecondPointerPosition(e),n=e.pageX-t.x,s=e.pageY-t.y,o=Math.sqrt(n*n+s*s);this._dollyEnd.set(0,o),this._dollyDelta.set(0,Math.pow(this._dollyEnd.y/this._dollyStart.y,this.zoomSpeed)),this._dollyOut(this._dollyDelta.y),this._dollyStart.copy(this._dollyEnd);let c=(e.pageX+t.x)*.5,u=(e.pageY+t.y)*.5;this._updateZoomParameters(c,u)}_handleTouchMoveDollyPan(e){this.enableZoom&&this._handleTouchMoveDolly(e),this.enablePan&&this._handleTouchMovePan(e)}_handleTouchMoveDollyRotate(e){this.enableZoom&&this._handleTouchMoveDolly(e),this.enableRotate&&this._handleTouchMoveRotate(e)}_addPointer(e){this._pointers.push(e.pointerId)}_removePointer(e){delete this._pointerPositions[e.pointerId];for(let t=0;t<this._pointers.length;t++)if(this._pointers[t]==e.pointerId){this._pointers.splice(t,1);return}}_isTrackingPointer(e){for(let t=0;t<this._pointers.length;t++)if(this._pointers[t]==e.pointerId)return!0;return!1}_trackPointer(e){let t=this._pointerPositions[e.pointerId];t===void 0&&(t=new et,this._pointerPositions[e.pointerId]=t),t.set(e.pageX,e.pageY)}_getSecondPointerPosition(e){let t=e.pointerId===this._pointers[0]?this._pointers[1]:this._pointers[0];return this._pointerPositions[t]}_customWheelEvent(e){let t=e.deltaMode,n={clientX:e.clientX,clientY:e.clientY,deltaY:e.deltaY};switch(t){case 1:n.deltaY*=16;break;case 2:n.deltaY*=100;break}return e.ctrlKey&&!this._controlActive&&(n.deltaY*=10),n}};function NM(i){this.enabled!==!1&&(this._pointers.length===0&&(this.domElement.setPointerCapture(i.pointerId),this.domElement.ownerDocument.addEventListener("pointermove",this._onPointerMove),this.domElement.ownerDocument.addEventListener("pointerup",this._onPointerUp)),!this._isTrackingPointer(i)&&(this._addPointer(i),i.pointerType==="touch"?this._onTouchStart(i):this._onMouseDown(i),this._cursorStyle==="grab"&&(this.domElement.style.cursor="grabbing")))}function UM(i){this.enabled!==!1&&(i.pointerType==="touch"?this._onTouchMove(i):this._onMouseMove(i))}function OM(i){switch(this._removePointer(i),this._pointers.length){case 0:this.domElement.releasePointerCapture(i.pointerId),this.domElement.ownerDocument.removeEventListener("pointermove",this._onPointerMove),this.domElement.ownerDocument.removeEventListener("pointerup",this._onPointerUp),this.dispatchEvent(Pd),this.state=wt.NONE,this._cursorStyle==="grab"&&(this.domElement.style.cursor="grab");break;case 1:let e=this._pointers[0],t=this._pointerPositions[e];this._onTouchStart({pointerId:e,pageX:t.x,pageY:t.y});break}}function BM(i){let e;switch(i.button){case 0:e=this.mouseButtons.LEFT;break;case 1:e=this.mouseButtons.MIDDLE;break;case 2:e=this.mouseButtons.RIGHT;break;default:e=-1}switch(e){case Bi.DOLLY:if(this.enableZoom===!1)return;this._handleMouseDownDolly(i),this.state=wt.DOLLY;break;case Bi.ROTATE:if(i.ctrlKey||i.metaKey||i.shiftKey){if(this.enablePan===!1)return;this._handleMouseDownPan(i),this.state=wt.PAN}else{if(this.enableRotate===!1)return;this._handleMouseDownRotate(i),this.state=wt.ROTATE}break;case Bi.PAN:if(i.ctrlKey||i.metaKey||i.shiftKey){if(this.enableRotate===!1)return;this._handleMouseDownRotate(i),this.state=wt.ROTATE}else{if(this.enablePan===!1)return;this._handleMouseDownPan(i),this.state=wt.PAN}break;default:this.state=wt.NONE}this.state!==wt.NONE&&this.dispatchEvent(Xc)}function kM(i){switch(this.state){case wt.ROTATE:if(this.enableRotate===!1)return;this._handleMouseMoveRotate(i);break;case wt.DOLLY:if(this.enableZoom===!1)return;this._handleMouseMoveDolly(i);break;case wt.PAN:if(this.enablePan===!1)return;this._handleMouseMovePan(i);break}}function zM(i){this.enabled===!1||this.enableZoom===!1||this.state!==wt.NONE||(i.preventDefault(),this.dispatchEvent(Xc),this._handleMouseWheel(this._customWheelEvent(i)),this.dispatchEvent(Pd))}function GM(i){this.enabled!==!1&&this._handleKeyDown(i)}function VM(i){switch(this._trackPointer(i),this._pointers.length){case 1:switch(this.touches.ONE){case ki.ROTATE:if(this.enableRotate===!1){this.state=wt.NONE;break}this._handleTouchStartRotate(i),this.state=wt.TOUCH_ROTATE;break;case ki.PAN:if(this.enablePan===!1){this.state=wt.NONE;break}this._handleTouchStartPan(i),this.state=wt.TOUCH_PAN;break;default:this.state=wt.NONE}break;case 2:switch(this.touches.TWO){case ki.DOLLY_PAN:if(this.enableZoom===!1&&this.enablePan===!1)return;this._handleTouchStartDollyPan(i),this.state=wt.TOUCH_DOLLY_PAN;break;case ki.DOLLY_ROTATE:if(this.enableZoom===!1&&this.enableRotate===!1)return;this._handleTouchStartDollyRotate(i),this.state=wt.TOUCH_DOLLY_ROTATE;break;default:this.state=wt.NONE}break;default:this.state=wt.NONE}this.state!==wt.NONE&&this.dispatchEvent(Xc)}function HM(i){switch(this._trackPointer(i),this.state){case wt.TOUCH_ROTATE:if(this.enableRotate===!1)return;this._handleTouchMoveRotate(i),this.update();break;case wt.TOUCH_PAN:if(this.enablePan===!1)return;this._handleTouchMovePan(i),this.update();break;case wt.TOUCH_DOLLY_PAN:if(this.enableZoom===!1&&this.enablePan===!1)return;this._handleTouchMoveDollyPan(i),this.update();break;case wt.TOUCH_DOLLY_ROTATE:if(this.enableZoom===!1&&this.enableRotate===!1)return;this._handleTouchMoveDollyRotate(i),this.update();break;default:this.state=wt.NONE}}function WM(i){this.enabled!==!1&&i.preventDefault()}function XM(i){i.key==="Control"&&(this._controlActive=!0,this.domElement.ownerDocument.addEventListener("keyup",this._interceptControlUp,{passive:!0,capture:!0}))}function $M(i){i.key==="Control"&&(this._controlActive=!1,this.domElement.ownerDocument.removeEventListener("keyup",this._interceptControlUp,{passive:!0,capture:!0}))}return J_(qM);})();
/*! Bundled license information:

three/build/three.core.js:
three/build/three.module.js:
  (**
   * @license
   * Copyright 2010-2026 Three.js Authors
   * SPDX-License-Identifier: MIT
   *)
*/
