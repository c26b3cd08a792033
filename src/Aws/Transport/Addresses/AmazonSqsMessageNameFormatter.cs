using MassTransit.Transports;

namespace MassTransit;

/// <summary>
/// Names a message type in letters that SNS accepts: <c>Shop_Orders-OrderPlaced</c>; a nested type <c>Shop-Outer_Inner</c>, a generic one
/// <c>Shop-Fault--Shop_Orders-OrderPlaced--</c>.
/// </summary>
public class AmazonSqsMessageNameFormatter : IMessageNameFormatter
{
    public string GetMessageName(Type type) => NameOf(type, within: null);

    // A namespace is written once, by the outermost type that has it.
    private static string NameOf(Type type, string? within)
    {
        if (type.IsGenericParameter) return "";

        var space = type.Namespace?.Replace('.', '_');
        var prefix = space is null || space == within ? "" : $"{space}-";
        var outer = type.DeclaringType is { } declaring ? $"{NameOf(declaring, space)}_" : "";
        var arguments = type.IsGenericType ? $"--{string.Join("__", type.GetGenericArguments().Select(argument => NameOf(argument, space)))}--" : "";
        return $"{prefix}{outer}{type.Name.Split('`')[0]}{arguments}";
    }
}
