using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;

namespace Pipeline.Console.Access;

/// <summary>
/// Decides who may read the console and its API, and who may act.
/// <code>
/// visitor                                                    reads    acts
/// presented the token (bearer, or signed in with it)         yes      yes
/// is named by the trusted proxy                              yes      no
/// is on this machine, and neither proxy nor address is set   yes      no
/// anybody else, also with another token                      no       no
/// </code>
/// Where no token is set, a bearer is not looked at: programs may send one to every server, and proxies pass on their own.
/// </summary>
internal sealed class AccessRules(ConsoleSettings settings)
{
    /// <summary>The authentication scheme of signed-in people.</summary>
    public const string Session = "session";

    private const string Bearer = "Bearer ";

    private readonly byte[]? token = settings.Token is { } secret ? Digest(secret) : null;

    /// <summary>Whether a token is set.</summary>
    public bool HasToken => token is not null;

    /// <summary>Compares in constant time, so that timing reveals nothing of the token.</summary>
    public bool IsToken(string? shown) =>
        token is not null && shown is not null && CryptographicOperations.FixedTimeEquals(token, Digest(shown));

    /// <summary>Null for a visitor who may not read.</summary>
    public async Task<Visitor?> IdentifyAsync(HttpContext http)
    {
        var bearer = http.Request.Headers.Authorization.ToString();
        if (HasToken && bearer.StartsWith(Bearer, StringComparison.Ordinal))
            return IsToken(bearer[Bearer.Length..]) ? new("bearer", MayAct: true, MaySignOut: false, CanSignIn: true) : null;

        var named = NameByProxy(http);
        if (HasToken && (await http.AuthenticateAsync(Session)).Succeeded)
            return new(named ?? "signed in", MayAct: true, MaySignOut: true, CanSignIn: true);
        if (named is not null) return new(named, MayAct: false, MaySignOut: false, CanSignIn: HasToken);
        return settings.IsOpen ? new(null, MayAct: false, MaySignOut: false, CanSignIn: HasToken) : null;
    }

    /// <summary>Whom the trusted proxy names; null without one. Anybody can send the header, and only the proxy's counts.</summary>
    public string? NameByProxy(HttpContext http) =>
        settings.IdentityHeader is { } header
        && http.Connection.RemoteIpAddress is { } peer && (peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer) is var from
        && (settings.Proxy is { } proxy ? from.Equals(proxy) : IPAddress.IsLoopback(from))
        && http.Request.Headers[header].ToString() is { Length: > 0 } name ? name : null;

    /// <summary>An open console rejects other host names, so that a site cannot read it through DNS rebinding.</summary>
    public bool IsExpectedHostName(HttpContext http) => !settings.IsOpen
        || http.Request.Host.Host is "localhost"
        || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
