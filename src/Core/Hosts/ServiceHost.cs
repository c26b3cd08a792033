using System.Globalization;
using System.Text;

namespace Pipeline.Core.Hosts;

/// <summary>
/// The host that stands for an ECS service behind load balancers. It has no address: what it claims is reached at its balancers. It is
/// there as long as the service, whether tasks of it run or not.
/// </summary>
public static class ServiceHost
{
    private const string Prefix = "ecs-service-";
    private const int LongestLabel = 63;
    private const int DigitsOfHash = 16;

    /// <summary>
    /// The host's name: a DNS label. Names of services are longer than labels may be, have underscores, and differ in case alone, so that
    /// those that are no labels have a part of their hash.
    /// </summary>
    /// <param name="service">The service's name.</param>
    public static string NameOf(string service) =>
        service.Length <= LongestLabel - Prefix.Length - DigitsOfHash - 1 && service.All(IsOfLabel) && service[^1] is not '-'
            ? Prefix + service
            : $"{Prefix}{Shorten(service)}-{Hash(service)}";

    public static bool IsService(string host) => host.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>FNV-1a of 64 bits: the same on every machine and in every version.</summary>
    private static string Hash(string service)
    {
        var hash = 14_695_981_039_346_656_037;
        foreach (var octet in Encoding.UTF8.GetBytes(service)) hash = unchecked((hash ^ octet) * 1_099_511_628_211);
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string Shorten(string service)
    {
        var label = string.Concat(service.ToLowerInvariant().Select(letter => IsOfLabel(letter) ? letter : '-'));
        return label[..Math.Min(label.Length, LongestLabel - Prefix.Length - DigitsOfHash - 1)].Trim('-');
    }

    private static bool IsOfLabel(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-';
}
