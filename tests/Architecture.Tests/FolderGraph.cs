using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Pipeline.Architecture.Tests;

/// <summary>
/// Which folder of a room uses which, read from the built assembly. A folder is a namespace; compiler-generated types count as their
/// outermost type.
/// </summary>
internal sealed class FolderGraph
{
    private readonly string root;
    private readonly Dictionary<(string From, string To), string> arrows = [];

    private FolderGraph(string root) => this.root = root;

    /// <summary>Reads an assembly.</summary>
    /// <param name="file">The assembly.</param>
    /// <param name="root">The namespace of the room's root folder.</param>
    public static FolderGraph Read(string file, string root)
    {
        var graph = new FolderGraph(root);
        using var module = ModuleDefinition.ReadModule(file);
        foreach (var type in module.GetTypes())
            foreach (var used in TypeUse.Of(type))
                graph.Add(type, used);
        return graph;
    }

    /// <summary>The circles among the folders, and the folders that know the root; each as one readable line.</summary>
    public IEnumerable<string> Violations()
    {
        var arrowsToRoot = arrows.Where(arrow => arrow.Key.To == root).OrderBy(arrow => arrow.Key.From, StringComparer.Ordinal);
        foreach (var ((from, _), pair) in arrowsToRoot)
            yield return $"{from} knows the root folder: {pair}";

        var below = arrows.Keys.Where(arrow => arrow.From != root && arrow.To != root).ToLookup(arrow => arrow.From, arrow => arrow.To);
        var reported = new HashSet<string>();
        foreach (var start in below.Select(folder => folder.Key).Order(StringComparer.Ordinal))
        {
            if (reported.Contains(start) || ShortestCircle(start, below) is not { } circle) continue;
            reported.UnionWith(circle);
            var steps = circle.Zip(circle.Skip(1), (from, to) => $"{from} → {to}: {arrows[(from, to)]}");
            yield return string.Join("\n    ", steps.Prepend("circle"));
        }
    }

    private void Add(TypeDefinition user, TypeDefinition used)
    {
        var (from, to) = (Outermost(user), Outermost(used));
        if (from.Namespace == to.Namespace || !IsOfRoom(from) || !IsOfRoom(to)) return;
        arrows.TryAdd((from.Namespace, to.Namespace), $"{from.Name} uses {to.Name}");
    }

    private bool IsOfRoom(TypeDefinition type) => type.Namespace == root || type.Namespace.StartsWith(root + ".", StringComparison.Ordinal);

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>Breadth first from a folder back to itself.</summary>
    private static List<string>? ShortestCircle(string start, ILookup<string, string> next)
    {
        var cameFrom = new Dictionary<string, string>();
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var folder))
            foreach (var target in next[folder].Order(StringComparer.Ordinal))
            {
                if (target == start) return PathTo(folder, start, cameFrom);
                if (cameFrom.TryAdd(target, folder)) queue.Enqueue(target);
            }

        return null;
    }

    private static List<string> PathTo(string folder, string start, Dictionary<string, string> cameFrom)
    {
        List<string> path = [start];
        for (var at = folder; at != start; at = cameFrom[at]) path.Insert(0, at);
        path.Insert(0, start);
        return path;
    }
}

/// <summary>The types of its own module that a type refers to.</summary>
internal static class TypeUse
{
    public static HashSet<TypeDefinition> Of(TypeDefinition type)
    {
        var used = new HashSet<TypeDefinition>();
        foreach (var reference in References(type).SelectMany(Parts))
            if (reference is TypeDefinition own && own.Module == type.Module) used.Add(own);
        return used;
    }

    private static IEnumerable<TypeReference?> References(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(one => one.InterfaceType),
        .. type.GenericParameters.SelectMany(Constraints),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Properties.Select(property => property.PropertyType),
        .. type.Events.Select(one => one.EventType),
        .. Attributes(type),
        .. type.Fields.SelectMany(Attributes),
        .. type.Properties.SelectMany(Attributes),
        .. type.Methods.SelectMany(InMethod),
    ];

    private static IEnumerable<TypeReference?> InMethod(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.Parameters.SelectMany(Attributes),
        .. method.GenericParameters.SelectMany(Constraints),
        .. Attributes(method),
        .. method.HasBody ? InBody(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> InBody(MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            MethodReference method => InCall(method),
            _ => Array.Empty<TypeReference?>(),
        }),
    ];

    private static TypeReference?[] InCall(MethodReference method) =>
    [
        method.DeclaringType,
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    private static IEnumerable<TypeReference?> Constraints(GenericParameter parameter) =>
        parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute =>
            attribute.ConstructorArguments.Select(argument => argument.Value as TypeReference).Prepend(attribute.AttributeType));

    /// <summary>A reference itself, its element type and its generic arguments.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? reference) => reference switch
    {
        null => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [reference],
    };
}
