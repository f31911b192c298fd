-- A text in another language than the branch's own. One row an entity, field and locale; the entity may be of
-- any of the listed types, so no foreign key holds it: triggers take the rows along when the entity goes.
CREATE TABLE translations (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    entity_type text NOT NULL CHECK (entity_type IN (
        'branches', 'spaces', 'menus', 'menu_categories', 'menu_items', 'modifier_groups', 'modifiers',
        'images',
        'tax_classes')),
    entity_id uuid NOT NULL,
    field text NOT NULL CHECK (field ~ '^[a-z][a-z_]{0,39}$'),
    locale text NOT NULL CHECK (locale ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$'),
    value text NOT NULL CHECK (char_length(value) BETWEEN 1 AND 4000),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by uuid,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, entity_id, field, locale)
);
CALL protect_tenant_table('translations');

CREATE FUNCTION delete_translations() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $body$
BEGIN
    DELETE FROM public.translations WHERE organization_id = OLD.organization_id AND entity_id = OLD.id;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION delete_translations() FROM PUBLIC;
CREATE TRIGGER branches_translations AFTER DELETE ON branches
    FOR EACH ROW EXECUTE FUNCTION delete_translations();
CREATE TRIGGER spaces_translations AFTER DELETE ON spaces
    FOR EACH ROW EXECUTE FUNCTION delete_translations();
CREATE TRIGGER menus_translations AFTER DELETE ON menus
    FOR EACH ROW EXECUTE FUNCTION delete_translations();
CREATE TRIGGER menu_categories_translations AFTER DELETE ON menu_categories
    FOR EACH ROW EXECUTE FUNCTION delete_translations();
CREATE TRIGGER menu_items_translations AFTER DELETE ON menu_items
    FOR EACH ROW EXECUTE FUNCTION delete_translations();
CREATE TRIGGER modifier_groups_translations AFTER DELETE ON modifier_groups
    FOR EACH ROW EXECUTE FUNCTION delete_translations();
CREATE TRIGGER modifiers_translations AFTER DELETE ON modifiers
    FOR EACH ROW EXECUTE FUNCTION delete_translations();
CREATE TRIGGER images_translations AFTER DELETE ON images
    FOR EACH ROW EXECUTE FUNCTION delete_translations();
CREATE TRIGGER tax_classes_translations AFTER DELETE ON tax_classes
    FOR EACH ROW EXECUTE FUNCTION delete_translations();
