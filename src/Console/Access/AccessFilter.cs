using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Pipeline.Console.Access;

/// <summary>
/// Decides who may read the console and act in it.
/// <code>
/// visitor                                                    reads    acts
/// presented the token (bearer, or signed in with it)         yes      yes
/// is named by the trusted proxy                              yes      no
/// is on this machine, and neither proxy nor address is set   yes      no
/// anybody else                                               no       no
/// </code>
/// </summary>
internal sealed class AccessFilter(ConsoleSettings settings, IAntiforgery antiforgery) : IEndpointFilter
{
    public const string Session = "session";

    /// <summary>Allows only what the console itself serves; no inline script or style.</summary>
    private const string ContentPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'";

    private const string Bearer = "Bearer ";

    private readonly byte[]? token = settings.Token is { } secret ? Digest(secret) : null;

    /// <summary>Compares in constant time, so that timing reveals nothing of the token.</summary>
    public bool IsToken(string? shown) =>
        token is not null && shown is not null && CryptographicOperations.FixedTimeEquals(token, Digest(shown));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        AddSecurityHeaders(http.Response.Headers);
        if (!IsExpectedHostName(http))
            return Results.Text(
                "This console is not served under that host name: use localhost or its IP address",
                statusCode: StatusCodes.Status421MisdirectedRequest);
        var visitor = await VisitorAsync(http);
        var isOpenToAll = http.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is not null;
        if (visitor is null && !isOpenToAll) return Refuse(http);

        http.Items[typeof(Visitor)] = visitor ?? new Visitor(null, MayAct: false, MaySignOut: false, CanSignIn: token is not null);
        return await next(context);
    }

    public static Visitor VisitorOf(HttpContext http) => (Visitor)http.Items[typeof(Visitor)]!;

    /// <summary>Null for a visitor who may not read.</summary>
    private async Task<Visitor?> VisitorAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization.ToString() is var bearer && bearer.StartsWith(Bearer, StringComparison.Ordinal))
            return IsToken(bearer[Bearer.Length..]) ? new("bearer", MayAct: true, MaySignOut: false, CanSignIn: true) : null;

        var named = NameByProxy(http);
        if (token is not null && (await http.AuthenticateAsync(Session)).Succeeded)
        {
            var isPage = http.Request.Method == HttpMethods.Get && !IsStream(http);
            var tokens = isPage ? antiforgery.GetAndStoreTokens(http) : antiforgery.GetTokens(http);
            return new(named ?? "signed in", MayAct: true, MaySignOut: true, CanSignIn: true, tokens.FormFieldName, tokens.RequestToken);
        }

        if (named is not null) return new(named, MayAct: false, MaySignOut: false, CanSignIn: token is not null);
        return settings.IsOpen ? new(null, MayAct: false, MaySignOut: false, CanSignIn: token is not null) : null;
    }

    // Anybody can send the header; only the proxy's counts.
    private string? NameByProxy(HttpContext http) =>
        settings.IdentityHeader is { } header
        && http.Connection.RemoteIpAddress is { } peer && (peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer) is var from
        && (settings.Proxy is { } proxy ? from.Equals(proxy) : IPAddress.IsLoopback(from))
        && http.Request.Headers[header].ToString() is { Length: > 0 } name ? name : null;

    /// <summary>An open console rejects other host names, so that a site cannot read it through DNS rebinding.</summary>
    private bool IsExpectedHostName(HttpContext http) => !settings.IsOpen
        || http.Request.Host.Host is "localhost"
        || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private IResult Refuse(HttpContext http)
    {
        if (token is not null && http.Request.Method == HttpMethods.Get && !IsStream(http) && http.Request.Headers.Authorization.Count == 0)
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

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Marks endpoints that need no identity: sign-in and the assets.</summary>
    internal sealed class OpenToAll;
}
