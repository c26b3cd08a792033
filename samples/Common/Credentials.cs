using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Samples.Common;

/// <summary>The one user and password that the samples' services take, from <c>API_USER</c> and <c>API_PASSWORD</c> in the environment.</summary>
public sealed record Credentials(string User, string Password)
{
    /// <exception cref="InvalidOperationException">One of them is not set, or the user holds a colon, which ends it in the header.</exception>
    public static Credentials From(IConfiguration configuration) => (configuration["API_USER"], configuration["API_PASSWORD"]) switch
    {
        ({ Length: > 0 } user, { Length: > 0 } password) when !user.Contains(':') => new(user, password),
        ({ Length: > 0 }, { Length: > 0 }) => throw new InvalidOperationException("API_USER holds a colon: write a name without one"),
        _ => throw new InvalidOperationException("API_USER and API_PASSWORD are not set: write both"),
    };

    /// <summary>The credentials as they travel: the parameter of an <c>Authorization: Basic</c> header (RFC 7617).</summary>
    public string Encoded => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));

    /// <summary>Whether what a caller sent is this. It takes as long for a near miss as for a wild guess.</summary>
    /// <param name="encoded">The parameter of the caller's header.</param>
    public bool Match(string? encoded) => CryptographicOperations.FixedTimeEquals(Digest(encoded ?? ""), Digest(Encoded));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Without the password, which a log has no need of.</summary>
    public override string ToString() => User;
}
