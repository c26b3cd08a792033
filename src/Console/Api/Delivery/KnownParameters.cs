using Pipeline.Contracts;

namespace Pipeline.Console.Api.Delivery;

/// <summary>
/// Refuses parameters that an endpoint does not know. A filter that is passed over in silence would answer with instances that were not
/// asked for.
/// </summary>
internal sealed class KnownParameters(params string[] names) : IEndpointFilter
{
    private const int LongestCompared = 64;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (var (name, values) in context.HttpContext.Request.Query)
        {
            if (!names.Contains(name, StringComparer.Ordinal)) return Problems.UnknownParameter(Shortened(name), Instead(name));
            if (values.Count > 1) return Problems.RepeatedParameter(name);
        }

        return await next(context);
    }

    private string Instead(string name) => names is [] || name.Length > LongestCompared
        ? "leave it out"
        : $"write {NearestNames.Find(name, names).First()}, or leave it out";

    private static string Shortened(string name) => name.Length <= LongestCompared ? name : name[..LongestCompared] + "…";
}
