// A page that is opened from a folder may start no worker, which the search runs in: it runs in a hidden frame instead.
if (location.protocol === "file:") {
  window.IFrameWorker = class extends EventTarget {
    constructor(address) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      frame.title = "Search"
      document.body.appendChild(frame)
      const inside = frame.contentWindow
      const load = script => new Promise((done, failed) => {
        const added = inside.document.createElement("script")
        added.src = script
        added.onload = done
        added.onerror = failed
        inside.document.body.appendChild(added)
      })
      inside.importScripts = (...scripts) =>
        scripts.reduce((before, each) => before.then(() => load(each)), Promise.resolve())
      inside.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }))
      this.inside = inside
      this.ready = load(address)
    }

    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new this.inside.MessageEvent("message", { data })))
    }
  }
  window.Worker = window.IFrameWorker
}
