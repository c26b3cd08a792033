using MassTransit.Transports;

namespace MassTransit.AmazonSqsTransport;

/// <summary>
/// Names a message type with the characters that SNS accepts: <c>Shop_Orders-OrderPlaced</c>; a nested type
/// <c>Shop-Outer_Inner</c>, a generic one <c>Shop-Fault--Shop_Orders-OrderPlaced--</c>.
/// </summary>
public class AmazonSqsMessageNameFormatter : IMessageNameFormatter
{
    public string GetMessageName(Type type) => FormatName(type, within: null);

    // A namespace is written once, by the outermost type that has it.
    private static string FormatName(Type type, string? within)
    {
        if (type.IsGenericParameter) return "";

        var ns = type.Namespace?.Replace('.', '_');
        var prefix = ns is null || ns == within ? "" : $"{ns}-";
        var outer = type.DeclaringType is { } declaring ? $"{FormatName(declaring, ns)}_" : "";
        var arguments = type.IsGenericType
            ? $"--{string.Join("__", type.GetGenericArguments().Select(argument => FormatName(argument, ns)))}--"
            : "";
        return $"{prefix}{outer}{type.Name.Split('`')[0]}{arguments}";
    }
}
