// The part of the server that a session needs, with the rules of rotation of shared/product.md, section 1.

const json = (status, body, headers = {}) => Response.json(body, { status, headers });
const refusal = (status, code, more = {}) => json(status, { success: false, code, message: code, detail: code, errors: {}, ...more });

export class FakeServer {
  logins = new Map();
  requests = [];
  refreshes = 0;
  next = 1;
  /** Answers before anything else, when it answers. @type {(request: Request) => Response | Promise<Response | undefined> | undefined} */
  before = () => undefined;

  answer = async (request) => {
    const path = new URL(request.url).pathname;
    const body = await request.clone().json().catch(() => null);
    this.requests.push({ path, body, method: request.method, headers: request.headers });
    const early = await this.before(request);
    if (early) return early;
    if (path === "/api/token/") return this.logIn(body);
    if (path === "/api/token/refresh/") return this.refresh(body.refresh);
    const login = this.known(request);
    if (!login) return refusal(401, "token_not_valid");
    if (path === "/auth/profile/") return json(200, this.profileOf(login));
    if (path === "/api/me/") login.lang = body?.lang ?? login.lang;
    if (path === "/api/me/") return json(200, { id: login.user, lang: login.lang ?? null });
    if (path === "/auth/logout/") return this.logOut(login, body.refresh_token);
    return json(200, { path });
  };

  logIn({ email, password }) {
    if (password !== "motdepasse") return refusal(401, "wrong_credentials");
    const sid = this.next++;
    this.logins.set(sid, { sid, user: email.length, email, generation: 1, confirmed: 0, valid: true });
    return json(200, this.pair(sid, 1));
  }

  pair(sid, generation) {
    const token = (type) => `h.${btoa(JSON.stringify({ sid, generation, type }))}.s`;
    return { access: token("access"), refresh: token("refresh") };
  }

  read(token) {
    return JSON.parse(atob(token.split(".")[1]));
  }

  known(request) {
    const token = request.headers.get("authorization")?.replace("Bearer ", "");
    if (!token) return null;
    const { sid, generation } = this.read(token);
    const login = this.logins.get(sid);
    if (!login || generation <= (login.expired ?? 0)) return null;
    login.confirmed = Math.max(login.confirmed, generation);
    return login;
  }

  refresh(token) {
    this.refreshes += 1;
    const { sid, generation } = this.read(token);
    const login = this.logins.get(sid);
    if (!login || login.refreshExpired) return refusal(401, "token_not_valid");
    if (generation === login.generation) {
      login.confirmed = Math.max(login.confirmed, generation);
      login.generation += 1;
      return json(200, this.pair(sid, login.generation));
    }
    if (generation !== login.generation - 1) {
      this.logins.delete(sid);
      return refusal(401, "token_not_valid");
    }
    return login.confirmed < login.generation ? json(200, this.pair(sid, login.generation)) : refusal(401, "refresh_superseded");
  }

  /** The access tokens given out so far have run out. */
  expire() {
    for (const login of this.logins.values()) login.expired = login.generation;
  }

  logOut(login, token) {
    if (this.read(token).generation !== login.generation) return refusal(400, "token_not_valid");
    this.logins.delete(login.sid);
    return json(200, { success: true });
  }

  profileOf(login) {
    return {
      success: true,
      user_type: "client",
      permissions: { is_client: true },
      rights: [],
      roles: ["CLIENT"],
      user: { id: login.user, email: login.email, lang: login.lang ?? null },
      profile: null,
      must_change_password: false,
    };
  }
}
