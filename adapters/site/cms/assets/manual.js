// Read by the CMS when it is loaded: it waits for its configuration.
window.CMS_MANUAL_INIT = true
