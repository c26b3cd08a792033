using Pipeline.Core.Instances;

namespace Pipeline.Core.Names;

/// <summary>
/// What is owned: a name together with its forms for one protocol, because clients take them for one service. Who owns <c>calc</c> owns
/// <c>_calc._tcp</c> and <c>_calc._udp</c> too.
/// </summary>
public static class OwnedName
{
    /// <summary>The owned name that a service's name belongs to.</summary>
    /// <param name="service">The canonical name below the domain.</param>
    public static string Of(string service) =>
        ServiceName.GetProtocol(service) is not null && service.Split('.') is [{ Length: > 1 } label, _, .. var rest]
            ? string.Join('.', [label[1..], .. rest])
            : service;

    /// <summary>Every name of a service that belongs to an owned name.</summary>
    public static IReadOnlyList<string> FormsOf(string owned)
    {
        var (label, rest) = owned.IndexOf('.') is > 0 and var dot ? (owned[..dot], owned[dot..]) : (owned, "");
        return [owned, $"_{label}._tcp{rest}", $"_{label}._udp{rest}"];
    }
}
