using Microsoft.AspNetCore.Antiforgery;

namespace Pipeline.Console.Access;

/// <summary>Lets those read pages who may by the <see cref="AccessRules"/>, and leads the others to the sign-in.</summary>
internal sealed class AccessFilter(AccessRules rules, IAntiforgery antiforgery) : IEndpointFilter
{
    /// <summary>Allows only what the console itself serves; no inline script or style.</summary>
    private const string ContentPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        AddSecurityHeaders(http.Response.Headers);
        if (!rules.IsExpectedHostName(http))
            return Results.Text(
                "This console is not served under that host name: use localhost or its IP address",
                statusCode: StatusCodes.Status421MisdirectedRequest);
        var visitor = await rules.IdentifyAsync(http);
        var isOpenToAll = http.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is not null;
        if (visitor is null && !isOpenToAll) return Refuse(http);

        http.Items[typeof(Visitor)] = visitor is { MaySignOut: true }
            ? WithForms(visitor, http)
            : visitor ?? new Visitor(null, MayAct: false, MaySignOut: false, CanSignIn: rules.HasToken);
        return await next(context);
    }

    public static Visitor VisitorOf(HttpContext http) => (Visitor)http.Items[typeof(Visitor)]!;

    /// <summary>Only a page's forms need new tokens.</summary>
    private Visitor WithForms(Visitor visitor, HttpContext http)
    {
        var isPage = http.Request.Method == HttpMethods.Get && !IsStream(http);
        var tokens = isPage ? antiforgery.GetAndStoreTokens(http) : antiforgery.GetTokens(http);
        return visitor with { FieldName = tokens.FormFieldName, Antiforgery = tokens.RequestToken };
    }

    private IResult Refuse(HttpContext http)
    {
        if (rules.HasToken && http.Request.Method == HttpMethods.Get && !IsStream(http) && http.Request.Headers.Authorization.Count == 0)
            return Results.Redirect($"/sign-in?to={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Text(
            "Not signed in: send the token as `Authorization: Bearer TOKEN`, or use the proxy",
            statusCode: StatusCodes.Status401Unauthorized);
    }

    private static bool IsStream(HttpContext http) =>
        http.Request.Headers.Accept.ToString().StartsWith("text/event-stream", StringComparison.Ordinal);

    private static void AddSecurityHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-cache, no-store"; // as antiforgery wants it
        headers.Pragma = "no-cache";
    }

    /// <summary>Marks endpoints that need no identity: sign-in and the assets.</summary>
    internal sealed class OpenToAll;
}
