using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Samples.Common;

/// <summary>The user and password of the sample services, from <c>API_USER</c> and <c>API_PASSWORD</c> in the environment.</summary>
public sealed record Credentials(string User, string Password)
{
    /// <exception cref="InvalidOperationException">One is not set, or the user contains a colon, which separates it from the
    /// password.</exception>
    public static Credentials From(IConfiguration configuration) => (configuration["API_USER"], configuration["API_PASSWORD"]) switch
    {
        ({ Length: > 0 } user, { Length: > 0 } password) when !user.Contains(':') => new(user, password),
        ({ Length: > 0 }, { Length: > 0 }) => throw new InvalidOperationException("API_USER contains a colon: choose a name without one"),
        _ => throw new InvalidOperationException("API_USER and API_PASSWORD are not set: set both"),
    };

    /// <summary>The parameter of an <c>Authorization: Basic</c> header (RFC 7617).</summary>
    public string Encoded => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));

    /// <summary>Compares a caller's credentials in constant time.</summary>
    /// <param name="encoded">The parameter of the caller's header.</param>
    public bool Matches(string? encoded) => CryptographicOperations.FixedTimeEquals(Digest(encoded ?? ""), Digest(Encoded));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Without the password, for logs.</summary>
    public override string ToString() => User;
}
