using System.Globalization;
using Collections.Domain;
using Collections.Web.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Collections.Web.Api;

/// <summary>The OpenAPI document: bodies from the shapes that read them, so that what is described is what is taken.</summary>
internal static class Description
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Collections", Version = "v1", Description = "Every call needs a key in the header Authorization: Bearer ck_... Every error is problem details that list all problems with place and cure. Money is text: \"1050.25 GBP\"." };
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key made by an administrator." } };
            document.Security = [new() { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(Money) || context.JsonTypeInfo.Type == typeof(Money?)) (schema.Type, schema.Pattern, schema.Description) = (JsonSchemaType.String, "^-?[0-9]+(\\.[0-9]+)? [A-Z]{3}$", "digits and ISO 4217 code: \"1050.25 GBP\"");
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Shape>().LastOrDefault() is { } shape)
                operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = Of(shape) } } };
            operation.Parameters = Parameters(operation.Parameters, context.Description.RelativePath ?? "", context.Description.ActionDescriptor.EndpointMetadata.OfType<Asked>());
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<DutyOf>().LastOrDefault() is { } asked)
                operation.Description = "Roles: " + string.Join(", ", Duties.RolesFor(asked.Duty).Order().Select(Code.Of));
            foreach (string status in (string[])["400", "401", "403", "404", "422"])
                operation.Responses?.TryAdd(status, new OpenApiResponse { Description = status switch { "400" => "cannot be understood", "401" => "no working key", "403" => "the role does not allow it", "404" => "not there, or not yours", _ => "not possible: every problem at once" } });
            return Task.CompletedTask;
        });
    }

    // A path member that the handler reads from the route is as much a parameter as one in its signature.
    static List<IOpenApiParameter> Parameters(IList<IOpenApiParameter>? known, string path, IEnumerable<Asked> asked)
    {
        List<IOpenApiParameter> all = [.. known ?? []];
        IEnumerable<Asked> inPath = path.Split('/').Where(p => p.StartsWith('{')).Select(p => new Asked(p.Trim('{', '}'), "", ParameterLocation.Path));
        foreach (Asked one in inPath.Concat(asked).Where(one => all.All(k => k.Name != one.Name)))
            all.Add(new OpenApiParameter
            {
                Name = one.Name, In = one.Place, Required = one.Place != ParameterLocation.Query, Description = one.Words.Length > 0 ? one.Words : null,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        return all;
    }

    static OpenApiSchema Of(Shape shape) => new()
    {
        Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = false, Title = shape.Name,
        Required = shape.Fields.Where(f => f.Needed).Select(f => f.Name).ToHashSet(),
        Properties = shape.Fields.ToDictionary(f => f.Name, f => (IOpenApiSchema)Of(f)),
    };

    static OpenApiSchema Of(Field field)
    {
        OpenApiSchema schema = new() { Description = field.Words };
        switch (field.Kind)
        {
            case FieldKind.Text:
                schema.Type = JsonSchemaType.String;
                if (field.OneOf.IsEmpty) schema.MaxLength = field.Most;
                else schema.Enum = [.. field.OneOf.Select(o => System.Text.Json.Nodes.JsonValue.Create(o)!)];
                break;
            case FieldKind.Date: (schema.Type, schema.Format) = (JsonSchemaType.String, "date"); break;
            case FieldKind.Money: (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^-?[0-9]+(\\.[0-9]+)? [A-Z]{3}$"); break;
            case FieldKind.Flag: schema.Type = JsonSchemaType.Boolean; break;
            case FieldKind.Whole: (schema.Type, schema.Format, schema.Minimum) = (JsonSchemaType.Integer, "int64", "0"); break;
            case FieldKind.Texts: (schema.Type, schema.MaxItems, schema.Items) = (JsonSchemaType.Array, field.Most, new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 }); break;
            case FieldKind.Objects: (schema.Type, schema.MaxItems, schema.Items) = (JsonSchemaType.Array, field.Most, Of(field.Of!)); break;
            case FieldKind.Object: return Of(field.Of!);
            case FieldKind.Json: break; // anything
        }
        return schema;
    }
}
