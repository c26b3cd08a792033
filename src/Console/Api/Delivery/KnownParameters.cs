using Pipeline.Contracts;

namespace Pipeline.Console.Api.Delivery;

/// <summary>A parameter that an endpoint heeds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MayRepeat">Whether it may be there several times.</param>
internal sealed record KnownParameter(string Name, bool MayRepeat = false);

/// <summary>
/// Refuses parameters that an endpoint does not know. A filter that is passed over in silence would answer with instances that were not
/// asked for.
/// </summary>
internal sealed class KnownParameters(params KnownParameter[] parameters) : IEndpointFilter
{
    private const int LongestShown = 64;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (var (name, values) in context.HttpContext.Request.Query)
        {
            var known = parameters.FirstOrDefault(parameter => parameter.Name == name);
            if (known is null) return Problems.UnknownParameter(Shortened(name), Instead(name));
            if (values.Count > 1 && !known.MayRepeat) return Problems.RepeatedParameter(name);
        }

        return await next(context);
    }

    private string Instead(string name) =>
        NearestNames.FindNear(name, parameters.Select(parameter => parameter.Name)).FirstOrDefault() is { } nearest
            ? $"write {nearest}, or leave it out"
            : "leave it out";

    private static string Shortened(string name) => name.Length <= LongestShown ? name : name[..LongestShown] + "…";
}
