using Pipeline.Console.Access;

namespace Pipeline.Console.Api.Delivery;

/// <summary>Lets those programs read who may by the <see cref="AccessRules"/>; the others get a problem, and no page to sign in.</summary>
internal sealed class ProgramAccess(AccessRules rules) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        http.Response.Headers.CacheControl = "no-cache"; // keep it, and ask each time whether it is still so
        if (!rules.IsExpectedHostName(http)) return Problems.WrongHostName();
        if (await rules.IdentifyAsync(http) is not null) return await next(context);

        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Unauthorized();
    }
}
