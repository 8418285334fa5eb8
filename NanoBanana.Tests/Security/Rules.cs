namespace NanoBanana.Tests.Security;

/// <summary>Every route of the API, one line each: stranger, viewer, editor, owner.</summary>
internal static class Rules
{
    public static readonly Rule[] All =
    [
        new("POST /api/auth/register", 400, "{}", nobody: 400),
        new("POST /api/auth/login", 400, "{}", nobody: 400),
        new("POST /api/auth/refresh", 401, """{"refreshToken":"made-up"}"""),
        new("POST /api/auth/logout", 204, """{"refreshToken":"made-up"}""", nobody: 204),
        new("GET /api/auth/me", 200),
        new("PUT /api/auth/me", 200, "{}"),
        new("DELETE /api/auth/me", 400, """{"password":"not the password"}"""),
        new("GET /api/auth/me/usage", 200),
        new("GET /api/auth/me/export", 200),
        new("GET /api/auth/devices", 200),
        new("DELETE /api/auth/devices", 204),
        new("DELETE /api/auth/devices/{device}", 404, 404, 404, 204),

        new("GET /api/auth/blocks", 200),
        new("PUT /api/auth/blocks/{member}", 204),
        new("DELETE /api/auth/blocks/{member}", 404),

        new("GET /api/sessions", 200),
        new("POST /api/sessions", 201, "{}"),
        new("GET /api/sessions/{session}", 404, 200, 200, 200),
        new("PUT /api/sessions/{session}", 404, 403, 200, 200, """{"title":"Renamed"}"""),
        new("DELETE /api/sessions/{session}", 404, 403, 403, 204),
        new("POST /api/sessions/{session}/restore", 404, 404, 404, 200),
        new("GET /api/sessions/{session}/messages", 404, 200, 200, 200),
        new("POST /api/sessions/{session}/messages", 404, 403, 201, 201, """{"text":"Hello"}"""),
        new("PUT /api/messages/{message}", 404, 403, 403, 200, """{"text":"Changed"}"""),
        new("DELETE /api/messages/{message}", 404, 403, 403, 204),

        new("GET /api/sessions/{session}/members", 404, 200, 200, 200),
        new("POST /api/sessions/{session}/members", 404, 403, 403, 200, """{"login":"{guest}","role":"editor"}"""),
        new("DELETE /api/sessions/{session}/members/{member}", 404, 403, 403, 204),
        new("GET /api/sessions/{session}/invites", 404, 403, 403, 200),
        new("POST /api/sessions/{session}/invites", 404, 403, 403, 201, """{"role":"viewer"}"""),
        new("DELETE /api/sessions/{session}/invites/{invite}", 404, 403, 403, 204),
        new("POST /api/invites/{invite}", 200),
        new("GET /api/sessions/{session}/snapshots", 404, 403, 403, 200),
        new("POST /api/sessions/{session}/snapshots", 404, 403, 403, 201),
        new("GET /api/snapshots/{snapshot}", 200, nobody: 200),
        new("DELETE /api/snapshots/{snapshot}", 404, 403, 403, 204),
        new("GET /api/sessions/{session}/export", 404, 200, 200, 200),

        new("GET /api/images", 200),
        new("POST /api/images/upload", 400, 403, 201, 201, "form"),
        new("POST /api/images/upload/batch", 400, 403, 200, 200, "form"),
        new("GET /api/images/session/{session}", 404, 200, 200, 200),
        new("GET /api/images/{image}", 404, 200, 200, 200),
        new("GET /api/images/{image}/content", 404, 200, 200, 200),
        new("GET /api/images/{image}/lineage", 404, 200, 200, 200),
        new("DELETE /api/images/{image}", 404, 403, 403, 204),
        new("POST /api/images/{image}/restore", 404, 200, 200, 200),
        new("POST /api/images/{image}/selections", 404, 403, 422, 422, """{"box":{"x":2,"y":2,"width":4,"height":4}}"""),

        new("GET /api/engines", 200),
        new("GET /api/sessions/{session}/edits", 404, 200, 200, 200),
        new("POST /api/sessions/{session}/edits", 404, 403, 202, 202, """{"prompt":"a 20x20 blue canvas"}"""),
        new("GET /api/edits", 200),
        new("GET /api/edits/{edit}", 404, 200, 200, 200),
        new("DELETE /api/edits/{edit}", 404, 403, 403, 409),
        new("POST /api/edits/{edit}/retry", 404, 403, 202, 202, "{}"),

        new("GET /api/operator/users", 404),
        new("PUT /api/operator/users/{member}", 404, """{"disabled":true}"""),
        new("GET /api/operator/jobs", 404),
        new("GET /api/operator/jobs/{image}", 404),
        new("GET /api/operator/jobs/dead", 404),
        new("POST /api/operator/jobs/dead/{image}/retry", 404),
        new("DELETE /api/operator/jobs/dead/{image}", 404),
    ];
}
