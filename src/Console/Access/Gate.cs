using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Pipeline.Console.Access;

/// <summary>
/// Decides who may see the console.
/// <code>
/// who asks                                            reads    acts
/// shows the token: a bearer's, or signed in with it   yes      yes
/// is named by the proxy that is trusted               yes      no
/// is on this machine, where nothing else was set      yes      no
/// anybody else                                        no       no
/// </code>
/// </summary>
internal sealed class Gate(ConsoleSettings settings, IAntiforgery antiforgery) : IEndpointFilter
{
    public const string Session = "session";

    /// <summary>Nothing but what the console serves itself; no script or style in a page.</summary>
    private const string ContentPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Bearer = "Bearer ";

    private readonly byte[]? token = settings.Token is { } secret ? Digest(secret) : null;

    /// <summary>Whether the token is this one, told in a time that says nothing of how much of it is right.</summary>
    public bool IsToken(string? shown) => token is not null && shown is not null && CryptographicOperations.FixedTimeEquals(token, Digest(shown));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        Guard(http.Response.Headers);
        if (!IsForThisMachine(http)) return Results.Text("this console does not go by that name", statusCode: StatusCodes.Status421MisdirectedRequest);
        var visitor = await VisitorAsync(http);
        var isDoor = http.GetEndpoint()?.Metadata.GetMetadata<Door>() is not null;
        if (visitor is null && !isDoor) return Refuse(http);

        http.Items[typeof(Visitor)] = visitor ?? new Visitor(null, MayAct: false, MayLeave: false, CanSignIn: token is not null);
        return await next(context);
    }

    public static Visitor Of(HttpContext http) => (Visitor)http.Items[typeof(Visitor)]!;

    /// <summary>Null for who may see nothing.</summary>
    private async Task<Visitor?> VisitorAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization.ToString() is var bearer && bearer.StartsWith(Bearer, StringComparison.Ordinal))
            return IsToken(bearer[Bearer.Length..]) ? new("bearer", MayAct: true, MayLeave: false, CanSignIn: true) : null;

        var named = NameByProxy(http);
        if (token is not null && (await http.AuthenticateAsync(Session)).Succeeded)
        {
            var tokens = http.Request.Method == HttpMethods.Get && !IsStream(http) ? antiforgery.GetAndStoreTokens(http) : antiforgery.GetTokens(http);
            return new(named ?? "signed in", MayAct: true, MayLeave: true, CanSignIn: true, tokens.FormFieldName, tokens.RequestToken);
        }

        if (named is not null) return new(named, MayAct: false, MayLeave: false, CanSignIn: token is not null);
        return settings.IsOpen ? new(null, MayAct: false, MayLeave: false, CanSignIn: token is not null) : null;
    }

    // The header is believed of the proxy alone: anybody else can write it, too.
    private string? NameByProxy(HttpContext http) =>
        settings.IdentityHeader is { } header
        && http.Connection.RemoteIpAddress is { } peer && (peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer) is var from
        && (settings.Proxy is { } proxy ? from.Equals(proxy) : IPAddress.IsLoopback(from))
        && http.Request.Headers[header].ToString() is { Length: > 0 } name ? name : null;

    /// <summary>Where anybody may read, a page from elsewhere must not: a name of its own that leads here (DNS rebinding) is not answered.</summary>
    private bool IsForThisMachine(HttpContext http) => !settings.IsOpen
        || http.Request.Host.Host is "localhost" || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private IResult Refuse(HttpContext http)
    {
        if (token is not null && http.Request.Method == HttpMethods.Get && !IsStream(http) && http.Request.Headers.Authorization.Count == 0)
            return Results.Redirect($"/sign-in?to={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Text("who are you? Show the token, or come through the proxy", statusCode: StatusCodes.Status401Unauthorized);
    }

    private static bool IsStream(HttpContext http) => http.Request.Headers.Accept.ToString().StartsWith("text/event-stream", StringComparison.Ordinal);

    private static void Guard(IHeaderDictionary headers)
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

    /// <summary>Marks what everybody may see: the way in, and how it looks.</summary>
    internal sealed class Door;
}
