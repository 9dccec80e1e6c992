// The access token is in this variable and nowhere else, so a reload loses it. The refresh token is in a cookie that no script can
// read; with it, the page gets a new access token when it loads, and whenever an answer is 401.
let access = null;
let user = null;
let refreshing = null;
const tabs = new BroadcastChannel("notes");

const find = id => document.getElementById(id);
const csrf = () => document.cookie.match(/(?:^|; )keycard_csrf=([^;]*)/)?.[1] ?? "";

/** What a person is told. */
class Problem extends Error {}

/** The user has to sign in; the page says so. */
class SignedOut extends Error {}

async function send(method, path, headers, body) {
    const options = {method, headers: {Accept: "application/json", ...headers}};
    if (body !== undefined) {
        options.headers["Content-Type"] = "application/json";
        options.body = JSON.stringify(body);
    }
    try {
        return await fetch(path, options);
    } catch {
        throw new Problem("The server cannot be reached. Please try again.");
    }
}

async function problem(answer) {
    if (answer.status === 429) {
        return new Problem(`Too many requests. Please try again in ${answer.headers.get("Retry-After")} seconds.`);
    }
    if (answer.status >= 500) {
        return new Problem("The server has a problem. Please try again later.");
    }
    const body = await answer.json().catch(() => ({}));
    if (answer.status === 403 && body.code === "permission_denied" && user?.tier !== "premium") {
        return new Problem("This comes with premium.");
    }
    return new Problem(body.detail ?? Object.values(body).flat().join(" "));
}

// Several requests that get 401 at once wait for one refresh. Tabs that refresh at the same time get the same tokens.
function refresh() {
    refreshing ??= renew().finally(() => { refreshing = null; });
    return refreshing;
}

async function renew() {
    access = null;
    if (csrf() === "") {
        return false;
    }
    const answer = await send("POST", "/api/token/refresh/", {"X-CSRFToken": csrf()});
    if (answer.status === 401 || answer.status === 403) {
        return false;
    }
    if (!answer.ok) {
        throw await problem(answer);
    }
    access = (await answer.json()).access;
    if (user !== null && user.id !== idIn(access)) {
        // Another user has signed in, in another tab: nothing of this user's page may be sent for that one.
        location.reload();
        await new Promise(() => {});
    }
    return true;
}

function idIn(token) {
    const payload = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(atob(payload)).user_id;
}

async function call(method, path, body) {
    const once = () => send(method, path, {Authorization: `Bearer ${access}`}, body);
    let answer = access === null ? null : await once();
    if (answer === null || answer.status === 401) {
        if (!await refresh()) {
            showSignIn("Your login has ended. Please sign in again.");
            throw new SignedOut();
        }
        answer = await once();
    }
    if (!answer.ok) {
        throw await problem(answer);
    }
    return answer.status === 204 ? null : answer.json();
}

function say(text) {
    find("message").textContent = text;
}

function showSignIn(text) {
    access = null;
    user = null;
    say(text);
    find("sign-in").hidden = false;
    find("notes").hidden = true;
    find("who").hidden = true;
    find("list").replaceChildren();
}

async function showNotes() {
    const profile = await call("GET", "/api/profile/");
    user = {id: String(profile.id), tier: profile.tier};
    find("name").textContent = `${profile.username} (${profile.tier || "free"})`;
    await showList();
    find("sign-in").hidden = true;
    find("notes").hidden = false;
    find("who").hidden = false;
}

async function showList() {
    const notes = await call("GET", "/api/notes/");
    find("list").replaceChildren(...notes.map(item));
}

function item(note) {
    const element = find("note").content.cloneNode(true);
    const part = name => element.querySelector(name);
    const path = `/api/notes/${note.id}/`;
    const reader = part(".reader");
    part(".text").textContent = note.text;
    part(".about").textContent = note.mine ? (note.shared ? "Shared" : "") : "Shared with you";
    part(".actions").hidden = !note.mine;
    part(".unshare").hidden = !note.shared;
    part(".delete").addEventListener("click", act(() => call("DELETE", path)));
    part(".share").addEventListener("click", act(() => call("POST", `${path}readers/`, {username: reader.value})));
    part(".unshare").addEventListener("click", act(() => call("DELETE", `${path}readers/`)));
    return element;
}

/** Runs what a person asked for, and says what went wrong. */
function running(action) {
    return async event => {
        event?.preventDefault();
        say("");
        try {
            await action(event);
        } catch (failed) {
            if (failed instanceof Problem) {
                say(failed.message);
            } else if (!(failed instanceof SignedOut)) {
                throw failed;
            }
        }
    };
}

/** An action on a note, and the list after it. */
const act = action => running(async () => {
    await action();
    await showList();
});

find("add").addEventListener("submit", running(async event => {
    const form = event.target;
    await call("POST", "/api/notes/", {text: form.elements.text.value});
    form.reset();
    await showList();
}));

find("sign-in").addEventListener("submit", running(async event => {
    const form = event.target;
    const {username, password} = form.elements;
    const answer = await send("POST", "/api/token/", {}, {username: username.value, password: password.value});
    if (answer.status === 401) {
        throw new Problem("The name or the password is wrong.");
    }
    if (!answer.ok) {
        throw await problem(answer);
    }
    access = (await answer.json()).access;
    form.reset();
    await showNotes();
    tabs.postMessage("signed in");
}));

find("sign-out").addEventListener("click", running(async () => {
    const answer = await send("DELETE", "/api/token/refresh/", {"X-CSRFToken": csrf()});
    if (!answer.ok && answer.status !== 401) {
        throw await problem(answer);
    }
    showSignIn("You have signed out.");
    tabs.postMessage("signed out");
}));

const start = running(async () => {
    if (await refresh()) {
        await showNotes();
    } else {
        showSignIn("");
    }
});

// Tabs tell each other what happened, but never a token.
tabs.addEventListener("message", event => {
    if (event.data === "signed out") {
        showSignIn("You have signed out in another tab.");
    } else if (user === null) {
        start();
    }
});

start();
